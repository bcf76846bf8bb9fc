package org.relaxometry.bssfp.preprocessing.mask;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;

/**
 * Rough T1 and T2 (B1 = 1) of the voxels of a mask from the ellipse of their samples: what tells brain from muscle, whose T2 is
 * shorter, and from fat, whose T1 is shorter, in any banding and with any number of cycles. Infinite where no T1 or T2 belongs to
 * the ellipse, as with noise in CSF.
 *
 * @param t1Ms 0 outside the mask
 * @param t2Ms likewise
 */
record RelaxationContrast(float[] t1Ms, float[] t2Ms) {

    private static final int SAMPLE_PAIRS = 250;

    static RelaxationContrast of(ComplexSeries series, boolean[] mask, WorkerPool workers, Progress progress) {
        Protocol protocol = betterHand(series, mask);
        EllipticalSignal signal = new EllipticalSignal(protocol);
        float[] t1Ms = new float[mask.length];
        float[] t2Ms = new float[mask.length];
        int rows = mask.length / series.grid().nx();
        EllipseFit[] fits = new EllipseFit[workers.size()];
        workers.run(rows, progress, (worker, row) -> {
            fits[worker] = fits[worker] == null ? new EllipseFit(protocol) : fits[worker];
            EllipseFit fit = fits[worker];
            double[] real = new double[protocol.cycles()];
            double[] imaginary = new double[protocol.cycles()];
            int nx = series.grid().nx();
            for (int i = row * nx; i < (row + 1) * nx; i++) {
                if (mask[i]) {
                    read(series, i, real, imaginary);
                    fit.fit(real, imaginary);
                    double t1 = signal.excitation(1, fit.thetaRad()).t1Ms(fit.a(), fit.b());
                    t2Ms[i] = fit.a() < 1 ? (float) signal.t2Ms(fit.a()) : Float.POSITIVE_INFINITY;
                    t1Ms[i] = t1 > 0 ? (float) t1 : Float.POSITIVE_INFINITY;
                }
            }
        });
        return new RelaxationContrast(t1Ms, t2Ms);
    }

    /** The stated increments, or the reversed ones where the images fit them better: a mask can be made of either. */
    private static Protocol betterHand(ComplexSeries series, boolean[] mask) {
        int[] left = new int[mask.length];
        int count = 0;
        for (int i = 0; i + 1 < mask.length; i++) {
            if (mask[i] && mask[i + 1]) {
                left[count++] = i++;
            }
        }
        left = Arrays.copyOf(left, count);
        int pairs = Math.min(SAMPLE_PAIRS, count);
        SeriesBlock sample = new SeriesBlock(series.protocol().cycles(), 2 * pairs);
        sample.setSize(2 * pairs);
        for (int k = 0; k < pairs; k++) {
            int first = left[(int) ((long) k * count / pairs)];
            for (int j = 0; j < sample.cycles(); j++) {
                ComplexVolume cycle = series.cycles().get(j);
                for (int side = 0; side < 2; side++) {
                    sample.real()[j][2 * k + side] = cycle.real()[first + side];
                    sample.imaginary()[j][2 * k + side] = cycle.imaginary()[first + side];
                }
            }
        }
        ConventionCheck check = ConventionCheck.of(sample, series.protocol());
        return check.residualOpposite() < check.residualAsStated()
                ? series.protocol().withReversedIncrements()
                : series.protocol();
    }

    private static void read(ComplexSeries series, int voxel, double[] real, double[] imaginary) {
        for (int j = 0; j < real.length; j++) {
            real[j] = series.cycles().get(j).real()[voxel];
            imaginary[j] = series.cycles().get(j).imaginary()[voxel];
        }
    }
}

package org.relaxometry.bssfp.volume.adaptive;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.RelaxationLikelihood;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesReader;

/** Fills a {@link LikelihoodField} from the samples of a series, row by row. Holds buffers: one instance per thread. */
final class LikelihoodReader implements LikelihoodSource {

    private static final int VOXELS_AT_ONCE = 2048;

    /** A likelihood whose best value lies farther away than this, in standard deviations, is no parabola up to there. */
    private static final double FARTHEST = 9;

    private final PhaseCycledSeries series;
    private final VoxelNoise noise;
    private final LikelihoodField field;
    private final ParameterMaps own;
    private final SeriesReader samples;
    private SeriesBlock in;
    private int readZ = -1;
    private int readY;
    private int readRows;

    /** Index of the next voxel of the block. */
    private int next;

    private final RelaxationLikelihood likelihood;
    private final double[] real;
    private final double[] imaginary;

    /** Works on a voxel of the box whose samples are in the buffers. */
    private interface VoxelWork {
        /**
         * @param voxel in the box
         * @param position in the series
         */
        void accept(int voxel, int position, double b1Ratio);
    }

    /** @param own estimates of the voxels by themselves: T1, T2 and ΔB0 */
    LikelihoodReader(PhaseCycledSeries series, VoxelNoise noise, LikelihoodField field, ParameterMaps own) {
        this.series = series;
        this.noise = noise;
        this.field = field;
        this.own = own;
        samples = new SeriesReader(series, rowsAtOnce(field.box));
        likelihood = new RelaxationLikelihood(series.protocol());
        real = new double[series.protocol().cycles()];
        imaginary = new double[series.protocol().cycles()];
    }

    @Override
    public void start(int row) {
        int z = field.box.z0() + row / field.box.ny();
        float[] t1 = own.map(Parameter.T1).getPlane(z).getCurrentStorageArray();
        float[] t2 = own.map(Parameter.T2).getPlane(z).getCurrentStorageArray();
        float[] status = own.status().getPlane(z).getCurrentStorageArray();
        float[] field0 = own.map(Parameter.OFF_RESONANCE).getPlane(z).getCurrentStorageArray();
        double radPerHz = 2 * Math.PI * series.protocol().repetitionTimeMs() / 1000;
        forEach(row, (voxel, position, b1Ratio) -> {
            int i = position % series.grid().sliceVoxels();
            field.active[voxel] = true;
            boolean known = EstimationStatus.ofCode((int) status[i]).isEstimate();
            if (known && evaluate(voxel, position, t1[i], t2[i], b1Ratio, radPerHz * field0[i])) {
                double x1 = Math.log(t1[i]) - LikelihoodField.T1_ORIGIN;
                double x2 = Math.log(t2[i]) - LikelihoodField.T2_ORIGIN;
                set(voxel, x1, x2, 0, 0);
                field.startFromOwn(voxel);
            }
        });
    }

    /** Evaluates the likelihoods of a row anew, at the estimates so far. */
    @Override
    public void renew(int row) {
        forEach(row, (voxel, position, b1Ratio) -> {
            if (field.hasEstimate(voxel) && evaluate(voxel, position, b1Ratio)) {
                double p11 = likelihood.precisionT1();
                double p12 = likelihood.precisionT1T2();
                double p22 = likelihood.precisionT2();
                double g1 = likelihood.gradientT1();
                double g2 = likelihood.gradientT2();
                double determinant = p11 * p22 - p12 * p12;
                double distance = Math.sqrt((p22 * g1 * g1 - 2 * p12 * g1 * g2 + p11 * g2 * g2) / determinant);
                double part = distance > FARTHEST ? FARTHEST / distance : 1;
                if (distance >= 0) {
                    set(voxel, field.e1[voxel], field.e2[voxel], part * g1, part * g2);
                    return;
                }
            }
            field.clearLikelihood(voxel);
        });
    }

    /** Calls the work for every voxel of a row that has an estimate, its likelihood there at hand in {@link #likelihood}. */
    void visit(int row, AdaptiveOutput output) {
        forEach(row, (voxel, position, b1Ratio) -> {
            if (field.hasEstimate(voxel) && evaluate(voxel, position, b1Ratio)) {
                output.take(voxel, position, likelihood);
            }
        });
    }

    private boolean evaluate(int voxel, int position, double b1Ratio) {
        return evaluate(voxel, position, field.t1Ms(voxel), field.t2Ms(voxel), b1Ratio, field.theta[voxel]);
    }

    private boolean evaluate(int voxel, int position, double t1Ms, double t2Ms, double b1Ratio, double thetaRad) {
        double sigma = noise.at(position);
        if (sigma > 0 && likelihood.evaluate(real, imaginary, t1Ms, t2Ms, b1Ratio, thetaRad, sigma)) {
            field.theta[voxel] = (float) likelihood.thetaRad();
            return true;
        }
        return false;
    }

    private void set(int voxel, double x1, double x2, double g1, double g2) {
        double p11 = likelihood.precisionT1();
        double p12 = likelihood.precisionT1T2();
        double p22 = likelihood.precisionT2();
        field.setLikelihood(voxel, x1, x2, p11, p12, p22, g1, g2);
    }

    private void forEach(int row, VoxelWork work) {
        VoxelBox box = field.box;
        int width = series.grid().nx();
        int y = box.y0() + row % box.ny();
        int z = box.z0() + row / box.ny();
        if (z != readZ || y < readY || y >= readY + readRows) {
            readZ = z;
            readY = y;
            readRows = Math.min(rowsAtOnce(box), box.y0() + box.ny() - y);
            in = samples.read(z, y, readRows);
            next = 0;
        }
        int[] selected = samples.selected();
        int end = (y - readY + 1) * width;
        if (next >= in.size() || selected[next] >= end || next > 0 && selected[next - 1] >= end - width) {
            next = 0;
        }
        while (next < in.size() && selected[next] < end - width) {
            next++;
        }
        for (; next < in.size() && selected[next] < end; next++) {
            int x = selected[next] % width;
            double b1Ratio = in.b1Ratio()[next];
            if (b1Ratio > 0 && b1Ratio < Double.POSITIVE_INFINITY) {
                for (int j = 0; j < real.length; j++) {
                    real[j] = in.real()[j][next];
                    imaginary[j] = in.imaginary()[j][next];
                }
                work.accept(x - box.x0() + box.nx() * row, series.grid().index(x, y, z), b1Ratio);
            }
        }
    }

    /** Rows of a slice that are read at once; who works on them one after the other saves time. */
    static int rowsAtOnce(VoxelBox box) {
        return Math.max(1, Math.min(box.ny(), VOXELS_AT_ONCE / box.nx()));
    }
}

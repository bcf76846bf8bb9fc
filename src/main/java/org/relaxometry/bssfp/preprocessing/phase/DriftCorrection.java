package org.relaxometry.bssfp.preprocessing.phase;

import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.WorkerPool;
import org.relaxometry.bssfp.preprocessing.ComplexSeries;
import org.relaxometry.bssfp.preprocessing.ComplexVolume;
import org.relaxometry.bssfp.preprocessing.VolumeGrid;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;

/**
 * Brings the samples of every voxel to where they would lie on its ellipse without the drift: turned back by
 * e^{−iδ_j TE/TR}, plus the difference of the fitted ellipse at the nominal and at the drifted increment. The residual of
 * the fit, noise included, stays. Voxels that follow no ellipse, such as the background, are only turned back.
 */
final class DriftCorrection {

    private DriftCorrection() {}

    static void apply(ComplexSeries series, double[] driftHz, int threads, Progress progress) {
        VolumeGrid grid = series.grid();
        Protocol protocol = series.protocol();
        double[] drift = DriftEstimation.radians(protocol, driftHz);
        int rows = grid.ny() * grid.nz();
        try (WorkerPool pool = new WorkerPool(threads)) {
            List<Voxel> voxels = IntStream.range(0, threads)
                    .mapToObj(worker -> new Voxel(protocol, drift))
                    .toList();
            pool.run(rows, (worker, row) -> {
                progress.checkCanceled();
                for (int voxel = row * grid.nx(); voxel < (row + 1) * grid.nx(); voxel++) {
                    voxels.get(worker).correct(series.cycles(), voxel);
                }
                progress.update((row + 1.0) / rows);
            });
        }
    }

    private static final class Voxel {

        private final DriftedSignal signal;
        private final EllipticalSignal nominal;
        private final double[][] driftedReal;
        private final double[][] driftedImaginary;
        private final double[][] nominalReal;
        private final double[][] nominalImaginary;

        Voxel(Protocol protocol, double[] drift) {
            signal = new DriftedSignal(protocol, drift);
            nominal = new EllipticalSignal(protocol);
            int cycles = protocol.cycles();
            driftedReal = new double[5][cycles];
            driftedImaginary = new double[5][cycles];
            nominalReal = new double[5][cycles];
            nominalImaginary = new double[5][cycles];
        }

        void correct(List<ComplexVolume> cycles, int voxel) {
            for (int j = 0; j < cycles.size(); j++) {
                signal.set(j, cycles.get(j).real()[voxel], cycles.get(j).imaginary()[voxel]);
            }
            double mReal = 0;
            double mImaginary = 0;
            if (signal.fit()) {
                signal.derivatives(driftedReal, driftedImaginary);
                signal.derivatives(nominal, nominalReal, nominalImaginary);
                mReal = signal.mReal();
                mImaginary = signal.mImaginary();
            }
            for (int j = 0; j < cycles.size(); j++) {
                // the derivative by Re M is the ellipse of M = 1
                double x = nominalReal[0][j] - driftedReal[0][j];
                double y = nominalImaginary[0][j] - driftedImaginary[0][j];
                cycles.get(j).real()[voxel] = (float) (signal.real[j] + mReal * x - mImaginary * y);
                cycles.get(j).imaginary()[voxel] = (float) (signal.imaginary[j] + mReal * y + mImaginary * x);
            }
        }
    }
}

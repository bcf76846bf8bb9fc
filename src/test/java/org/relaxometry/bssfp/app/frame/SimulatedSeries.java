package org.relaxometry.bssfp.app.frame;

import java.util.Optional;
import java.util.SplittableRandom;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/** White and grey matter, at SNR 25 where nothing else is said, with any off-resonance: for tests that need a whole series. */
public final class SimulatedSeries {

    public static final double SNR = 25;
    private static final int SIDE = 64;

    private SimulatedSeries() {}

    /** A series of at least this many voxels, in slices of 64 × 64; the same numbers every time. */
    public static PhaseCycledSeries simulate(Protocol protocol, int voxels) {
        return simulate(protocol, voxels, GaussianNoise.standardDeviation(SNR));
    }

    /** The same with noise of this standard deviation on every real and imaginary part. */
    public static PhaseCycledSeries simulate(Protocol protocol, int voxels, double sigma) {
        int slices = Math.max(1, voxels / (SIDE * SIDE));
        long[] size = {SIDE, SIDE, slices, protocol.cycles()};
        PlanarImg<FloatType, FloatArray> real = planar(size);
        PlanarImg<FloatType, FloatArray> imaginary = planar(size);
        BssfpSignal signal = new BssfpSignal(protocol);
        SplittableRandom random = new SplittableRandom(1);
        GaussianNoise noise = new GaussianNoise(1, 0);
        double[] x = new double[protocol.cycles()];
        double[] y = new double[protocol.cycles()];
        for (int z = 0; z < slices; z++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                Tissue tissue = random.nextBoolean() ? Tissue.WHITE_MATTER : Tissue.GREY_MATTER;
                signal.simulate(tissue.t1Ms(), tissue.t2Ms(), random.nextDouble(-Math.PI, Math.PI), 1, 1, x, y);
                noise.addTo(x, sigma);
                noise.addTo(y, sigma);
                for (int j = 0; j < x.length; j++) {
                    real.getPlane(z + slices * j).getCurrentStorageArray()[i] = (float) x[j];
                    imaginary.getPlane(z + slices * j).getCurrentStorageArray()[i] = (float) y[j];
                }
            }
        }
        return new PhaseCycledSeries(
                new VolumeGrid(SIDE, SIDE, slices, 1, 1, 1),
                new ComplexImages(real, imaginary, ComplexImages.Form.REAL_IMAGINARY),
                protocol,
                Optional.empty(),
                Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private static PlanarImg<FloatType, FloatArray> planar(long[] size) {
        return (PlanarImg<FloatType, FloatArray>) (PlanarImg<FloatType, ?>) PlanarImgs.floats(size);
    }
}

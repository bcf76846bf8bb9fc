package org.relaxometry.bssfp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** The sample brain of {@code test-data}, 64 × 64 × 24 voxels: its files, and how far maps of it lie from its truth. */
public final class SampleBrain {

    /** Voxels of one tissue: T1 and T2 in a range around the pure tissue's, to keep partial volume out. */
    public enum Tissue {
        WM(750, 950, 55, 75),
        GM(1250, 1550, 70, 110);

        private final double minT1Ms;
        private final double maxT1Ms;
        private final double minT2Ms;
        private final double maxT2Ms;

        Tissue(double minT1Ms, double maxT1Ms, double minT2Ms, double maxT2Ms) {
            this.minT1Ms = minT1Ms;
            this.maxT1Ms = maxT1Ms;
            this.minT2Ms = minT2Ms;
            this.maxT2Ms = maxT2Ms;
        }

        private boolean contains(double t1Ms, double t2Ms) {
            return t1Ms > minT1Ms && t1Ms < maxT1Ms && t2Ms > minT2Ms && t2Ms < maxT2Ms;
        }
    }

    /**
     * Errors over the voxels of one tissue that have a value.
     *
     * @param voxels of the tissue
     * @param estimated of them have a value
     * @param t1Percent median error of T1
     * @param t2Percent median error of T2
     * @param t1AbsolutePercent median |error| of T1
     * @param t2AbsolutePercent median |error| of T2
     * @param offResonanceAbsoluteHz median |error| of ΔB0, modulo 1/TR; NaN where there is no such map
     */
    public record Errors(
            int voxels,
            int estimated,
            double t1Percent,
            double t2Percent,
            double t1AbsolutePercent,
            double t2AbsolutePercent,
            double offResonanceAbsoluteHz) {

        /** Cells of a table: T1, T2 as median (median absolute), ΔB0. */
        public String cells() {
            return String.format(
                    Locale.ROOT,
                    "%.1f (%.1f) | %.1f (%.1f) | %s",
                    t1Percent,
                    t1AbsolutePercent,
                    t2Percent,
                    t2AbsolutePercent,
                    Double.isNaN(offResonanceAbsoluteHz)
                            ? "–"
                            : String.format(Locale.ROOT, "%.2f", offResonanceAbsoluteHz));
        }
    }

    /** 1/TR. */
    private static final double OFF_RESONANCE_PERIOD_HZ = 1000 / 4.8;

    private final double[] t1Ms = values(truth("T1_ms.nii.gz"));
    private final double[] t2Ms = values(truth("T2_ms.nii.gz"));
    private final double[] offResonanceHz = values(truth("B0_Hz.nii.gz"));

    /** A file of a series of N cycles. */
    public static Path series(int cycles, String part) {
        String folder = cycles == 12 ? "brain" : "brain-" + cycles;
        return Path.of("test-data", folder, "pcbssfp_" + part + "_siemens_int16_brain.nii.gz");
    }

    /** A file of the truth. */
    public static Path truth(String name) {
        return Path.of("test-data", "brain", name);
    }

    /** Values of an image, x fastest. */
    @SuppressWarnings("unchecked")
    public static <T extends RealType<T>> double[] values(Path file) {
        try {
            var nifti = NiftiReader.read(file, Progress.NONE);
            var image = (RandomAccessibleInterval<T>) nifti.real();
            double[] values = new double[(int) Views.iterable(image).size()];
            int i = 0;
            for (T value : Views.flatIterable(image)) {
                values[i++] = value.getRealDouble() * nifti.slope() + nifti.intercept();
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Voxels of nothing but fluid, T1 beyond 3 s, for which networks of tissue are not trained. */
    public int[] fluid() {
        return IntStream.range(0, t1Ms.length).filter(v -> t1Ms[v] > 3000).toArray();
    }

    /** Errors of maps in one tissue; the map of ΔB0 in Hz may be null. */
    public Errors errors(Tissue tissue, double[] t1MapMs, double[] t2MapMs, double[] offResonanceMapHz) {
        List<Integer> voxels = IntStream.range(0, t1Ms.length)
                .filter(v -> tissue.contains(t1Ms[v], t2Ms[v]))
                .boxed()
                .toList();
        List<Integer> estimated =
                voxels.stream().filter(v -> !Double.isNaN(t1MapMs[v])).toList();
        double[] t1 = estimated.stream()
                .mapToDouble(v -> 100 * (t1MapMs[v] / t1Ms[v] - 1))
                .toArray();
        double[] t2 = estimated.stream()
                .mapToDouble(v -> 100 * (t2MapMs[v] / t2Ms[v] - 1))
                .toArray();
        double offResonance = offResonanceMapHz == null
                ? Double.NaN
                : medianAbsolute(estimated.stream()
                        .mapToDouble(v -> folded(offResonanceMapHz[v] - offResonanceHz[v]))
                        .toArray());
        return new Errors(
                voxels.size(),
                estimated.size(),
                median(t1),
                median(t2),
                medianAbsolute(t1),
                medianAbsolute(t2),
                offResonance);
    }

    private static double folded(double hertz) {
        return hertz - OFF_RESONANCE_PERIOD_HZ * Math.rint(hertz / OFF_RESONANCE_PERIOD_HZ);
    }

    private static double medianAbsolute(double[] values) {
        return median(Arrays.stream(values).map(Math::abs).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

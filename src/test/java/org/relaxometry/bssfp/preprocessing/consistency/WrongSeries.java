package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** What users, converters, scanners and patients do to a good series; each fault by its name. */
final class WrongSeries {

    private final Map<String, UnaryOperator<ComplexSeries>> faults = new LinkedHashMap<>();

    private WrongSeries() {}

    /** Voxel whose value stands at a place after a rearrangement. */
    private interface From {
        int at(int x, int y, int z, VolumeGrid grid);
    }

    private interface Change {
        ComplexVolume of(int cycle, ComplexVolume volume);
    }

    /** All of them for a number of cycles. */
    static Map<String, UnaryOperator<ComplexSeries>> of(int cycles) {
        var wrong = new WrongSeries();
        wrong.order(cycles);
        wrong.increments(cycles);
        wrong.scale(cycles);
        wrong.phase(cycles);
        wrong.motion(cycles);
        wrong.missing(cycles);
        wrong.placement();
        wrong.magnitude();
        wrong.parts();
        return wrong.faults;
    }

    private void order(int n) {
        faults.put("cycles 1 and 2 exchanged", s -> exchanged(s, 0, 1));
        faults.put("cycles 1 and 3 exchanged", s -> exchanged(s, 0, 2));
        faults.put("cycles N/2 and N/2 + 1 exchanged", s -> exchanged(s, n / 2 - 1, n / 2));
        faults.put("last two cycles exchanged", s -> exchanged(s, n - 2, n - 1));
        faults.put("all neighbours exchanged", s -> {
            ComplexSeries result = s;
            for (int j = 0; j + 1 < n; j += 2) {
                result = exchanged(result, j, j + 1);
            }
            return result;
        });
        faults.put("sorted by name: 1, 10, 11, 12, 2 …", s -> {
            List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
            order.sort((a, b) -> Integer.toString(a + 1).compareTo(Integer.toString(b + 1)));
            if (n < 10) {
                Collections.rotate(order.subList(0, 3), 1);
            }
            return reordered(s, order);
        });
        faults.put("odd ones first, then even ones", s -> {
            List<Integer> order = new ArrayList<>();
            IntStream.iterate(0, j -> j < n, j -> j + 2).forEach(order::add);
            IntStream.iterate(1, j -> j < n, j -> j + 2).forEach(order::add);
            return reordered(s, order);
        });
    }

    /** The increments are stated wrongly: of the same images. */
    private void increments(int n) {
        faults.put("increments 360°/(N − 1) apart", s -> stated(s, 360.0 / (n - 1)));
        faults.put("increments 360°/(N + 1) apart", s -> stated(s, 360.0 / (n + 1)));
        faults.put("increments 180°/N apart", s -> stated(s, 180.0 / n));
        faults.put("increments 720°/N apart, as if doubled", s -> stated(s, n == 4 ? 170 : 720.0 / n));
        faults.put("increments of the opposite sign", s -> stated(s, -360.0 / n));
        faults.put("one increment off by 20°", s -> {
            List<Double> increments = new ArrayList<>(s.protocol().phaseIncrementsDeg());
            increments.set(1, increments.get(1) + 20);
            return with(s, increments);
        });
    }

    private void scale(int n) {
        faults.put("every cycle scaled to its maximum", each((j, v) -> scaled(v, 1 / maximum(v), 0)));
        for (double factor : new double[] {2, 1.5, 0.5, 10}) {
            faults.put("one cycle x " + factor, each((j, v) -> j == 1 ? scaled(v, factor, 0) : v));
        }
        faults.put("every second cycle x 1.3", each((j, v) -> j % 2 == 1 ? scaled(v, 1.3, 0) : v));
        faults.put("gain grows by 50 %", each((j, v) -> scaled(v, 1 + 0.5 * j / (n - 1.0), 0)));
        faults.put("gains of 20 % s.d.", each((j, v) -> scaled(v, 1 + 0.2 * new GaussianNoise(3, j).next(), 0)));
        faults.put("half of the cycles x 1.5", each((j, v) -> j < n / 2 ? scaled(v, 1.5, 0) : v));
    }

    private void phase(int n) {
        for (double degrees : new double[] {5, 10, 20, 60}) {
            faults.put(
                    "receiver phase of " + (int) degrees + "° s.d.",
                    each((j, v) -> scaled(v, 1, Math.toRadians(degrees) * new GaussianNoise(3, j).next())));
        }
        faults.put("one cycle turned by 30°", each((j, v) -> j == 1 ? scaled(v, 1, Math.PI / 6) : v));
        faults.put("one cycle turned by 180°", each((j, v) -> j == 1 ? scaled(v, -1, 0) : v));
        faults.put("receiver does not follow the pulses", each((j, v) -> scaled(v, 1, 2 * Math.PI * j / n)));
        faults.put("receiver follows by half", each((j, v) -> scaled(v, 1, Math.PI * j / n)));
        for (double factor : new double[] {0.5, 0.8, 0.9, 1.1, 1.25, 2, 57.3, 1 / 57.3}) {
            faults.put("phase x " + factor, each((j, v) -> polar(v, m -> m, phase -> factor * phase)));
        }
        faults.put("phase of one cycle of the opposite sign", each((j, v) -> j == 1 ? polar(v, m -> m, p -> -p) : v));
        faults.put("phase of all cycles of the opposite sign", each((j, v) -> polar(v, m -> m, p -> -p)));
        faults.put(
                "phase in steps of 45°",
                each((j, v) -> polar(v, m -> m, p -> Math.rint(4 * p / Math.PI) * Math.PI / 4)));
    }

    private void motion(int n) {
        faults.put("half of the cycles moved by 2 voxels", each((j, v) -> j >= n / 2 ? moved(v, 2, 0, 0) : v));
        faults.put("half of the cycles moved by 2 voxels along y", each((j, v) -> j >= n / 2 ? moved(v, 0, 2, 0) : v));
        faults.put("half of the cycles moved by a slice", each((j, v) -> j >= n / 2 ? moved(v, 0, 0, 1) : v));
        faults.put("one cycle moved by 5 voxels", each((j, v) -> j == 1 ? moved(v, 3, 4, 0) : v));
        faults.put("every cycle moved by a voxel more", each((j, v) -> moved(v, j % 4, j / 4, 0)));
        faults.put(
                "one cycle upside down",
                each((j, v) -> j == 1 ? rearranged(v, (x, y, z, g) -> index(x, g.ny() - 1 - y, z, g), true, true) : v));
    }

    private void missing(int n) {
        faults.put("one cycle twice", s -> {
            List<ComplexVolume> cycles = new ArrayList<>(s.cycles());
            cycles.set(2, cycles.get(1));
            return new ComplexSeries(s.protocol(), cycles);
        });
        faults.put(
                "the first cycle for all",
                s -> new ComplexSeries(
                        s.protocol(), Collections.nCopies(n, s.cycles().get(0))));
        faults.put(
                "magnitude of one cycle twice",
                s -> each(s, (j, v) -> j == 2 ? combined(s.cycles().get(1), v) : v));
        faults.put(
                "phase of one cycle twice",
                s -> each(s, (j, v) -> j == 2 ? combined(v, s.cycles().get(1)) : v));
        faults.put("half of one cycle zero", each((j, v) -> j == 1 ? cut(v, 0, true) : v));
        faults.put("half of one cycle NaN", each((j, v) -> j == 1 ? cut(v, Float.NaN, true) : v));
        faults.put("one cycle zero", each((j, v) -> j == 1 ? cut(v, 0, false) : v));
        faults.put("one cycle NaN", each((j, v) -> j == 1 ? cut(v, Float.NaN, false) : v));
        faults.put("half of one cycle a fifth as bright", each((j, v) -> {
            ComplexVolume dim = scaled(v, 0.2, 0);
            return j == 1 ? merged(v, dim) : v;
        }));
        faults.put("one cycle noise alone", each((j, v) -> {
            ComplexVolume noise = scaled(v, 0, 0);
            new GaussianNoise(9, 0).addTo(noise.real(), noise.real().length, 0.02);
            new GaussianNoise(9, 1).addTo(noise.imaginary(), noise.real().length, 0.02);
            return j == 1 ? noise : v;
        }));
    }

    private void placement() {
        put("phase flipped left to right", (x, y, z, g) -> index(g.nx() - 1 - x, y, z, g));
        put("phase flipped top to bottom", (x, y, z, g) -> index(x, g.ny() - 1 - y, z, g));
        put("phase turned by 180°", (x, y, z, g) -> index(g.nx() - 1 - x, g.ny() - 1 - y, z, g));
        put("phase slices in reverse order", (x, y, z, g) -> index(x, y, g.nz() - 1 - z, g));
        put("phase rows and columns exchanged", (x, y, z, g) -> index(y, x, z, g));
        put("phase shifted by a voxel along x", (x, y, z, g) -> index(x + 1, y, z, g));
        put("phase shifted by a voxel back along x", (x, y, z, g) -> index(x - 1, y, z, g));
        put("phase shifted by a voxel along y", (x, y, z, g) -> index(x, y + 1, z, g));
        put("phase shifted by a voxel back along y", (x, y, z, g) -> index(x, y - 1, z, g));
        put("phase shifted by a slice", (x, y, z, g) -> index(x, y, z + 1, g));
        put("phase shifted by a slice back", (x, y, z, g) -> index(x, y, z - 1, g));
        put("phase shifted by two voxels", (x, y, z, g) -> index(x + 2, y, z, g));
        faults.put("phase images in reverse order", s -> {
            int n = s.cycles().size();
            return each(s, (j, v) -> combined(v, s.cycles().get(n - 1 - j)));
        });
        faults.put("phase images one cycle on", s -> {
            int n = s.cycles().size();
            return each(s, (j, v) -> combined(v, s.cycles().get((j + 1) % n)));
        });
    }

    private void put(String name, From from) {
        faults.put(name, each((j, v) -> rearranged(v, from, false, true)));
    }

    private void magnitude() {
        faults.put("magnitudes squared", each((j, v) -> polar(v, m -> m * m, p -> p)));
        faults.put("magnitudes logarithmic", each((j, v) -> polar(v, m -> Math.log1p(100 * m), p -> p)));
        faults.put("magnitudes to the power of 0.5", each((j, v) -> polar(v, Math::sqrt, p -> p)));
        for (double offset : new double[] {0.02, 0.05, -0.015}) {
            faults.put(
                    "magnitudes with an offset of " + offset,
                    each((j, v) -> polar(v, m -> m > 0 ? Math.max(0, m + offset) : 0, p -> p)));
        }
        faults.put(
                "magnitudes cut off at 60 % of the brightest",
                each((j, v) -> {
                    double most = 0.6 * maximum(v);
                    return polar(v, m -> Math.min(m, most), p -> p);
                }));
    }

    private void parts() {
        faults.put(
                "real and imaginary part exchanged",
                each((j, v) -> new ComplexVolume(v.grid(), v.imaginary(), v.real())));
        faults.put(
                "real part alone", each((j, v) -> new ComplexVolume(v.grid(), v.real(), new float[v.real().length])));
        faults.put("magnitude alone", each((j, v) -> polar(v, m -> m, p -> 0)));
        faults.put("magnitude and phase exchanged", each((j, v) -> {
            float[] magnitude = v.magnitude();
            double most = maximum(v);
            float[] real = new float[magnitude.length];
            float[] imaginary = new float[magnitude.length];
            for (int i = 0; i < real.length; i++) {
                double phase = Math.PI * (2 * magnitude[i] / most - 1);
                double size = Math.atan2(v.imaginary()[i], v.real()[i]) + Math.PI;
                real[i] = (float) (size * Math.cos(phase));
                imaginary[i] = (float) (size * Math.sin(phase));
            }
            return new ComplexVolume(v.grid(), real, imaginary);
        }));
        faults.put("magnitudes of noise", each((j, v) -> {
            GaussianNoise noise = new GaussianNoise(5, j);
            return polar(v, m -> Math.abs(noise.next()), p -> p);
        }));
    }

    private static ComplexSeries exchanged(ComplexSeries s, int i, int j) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, s.cycles().size()).boxed().toList());
        Collections.swap(order, i, j);
        return reordered(s, order);
    }

    private static ComplexSeries reordered(ComplexSeries s, List<Integer> order) {
        return new ComplexSeries(
                s.protocol(), order.stream().map(s.cycles()::get).toList());
    }

    private static ComplexSeries stated(ComplexSeries s, double stepDeg) {
        double first = s.protocol().phaseIncrementsDeg().get(0);
        return with(
                s,
                IntStream.range(0, s.cycles().size())
                        .mapToObj(j -> first + stepDeg * j)
                        .toList());
    }

    private static ComplexSeries with(ComplexSeries s, List<Double> increments) {
        Protocol p = s.protocol();
        return new ComplexSeries(
                new Protocol(p.repetitionTimeMs(), p.echoTimeMs(), p.flipAngleDeg(), increments), s.cycles());
    }

    private static UnaryOperator<ComplexSeries> each(Change change) {
        return s -> each(s, change);
    }

    private static ComplexSeries each(ComplexSeries s, Change change) {
        return new ComplexSeries(
                s.protocol(),
                IntStream.range(0, s.cycles().size())
                        .mapToObj(j -> change.of(j, s.cycles().get(j)))
                        .toList());
    }

    private static ComplexVolume scaled(ComplexVolume v, double factor, double turnRad) {
        float[] real = new float[v.real().length];
        float[] imaginary = new float[real.length];
        double cos = factor * Math.cos(turnRad);
        double sin = factor * Math.sin(turnRad);
        for (int i = 0; i < real.length; i++) {
            real[i] = (float) (cos * v.real()[i] - sin * v.imaginary()[i]);
            imaginary[i] = (float) (sin * v.real()[i] + cos * v.imaginary()[i]);
        }
        return new ComplexVolume(v.grid(), real, imaginary);
    }

    private static ComplexVolume polar(ComplexVolume v, DoubleUnaryOperator magnitude, DoubleUnaryOperator phase) {
        float[] real = new float[v.real().length];
        float[] imaginary = new float[real.length];
        for (int i = 0; i < real.length; i++) {
            double m = magnitude.applyAsDouble(Math.hypot(v.real()[i], v.imaginary()[i]));
            double p = phase.applyAsDouble(Math.atan2(v.imaginary()[i], v.real()[i]));
            real[i] = (float) (m * Math.cos(p));
            imaginary[i] = (float) (m * Math.sin(p));
        }
        return new ComplexVolume(v.grid(), real, imaginary);
    }

    private static double maximum(ComplexVolume v) {
        double most = 0;
        for (float magnitude : v.magnitude()) {
            most = Math.max(most, magnitude);
        }
        return most;
    }

    private static int index(int x, int y, int z, VolumeGrid g) {
        return g.index(Math.floorMod(x, g.nx()), Math.floorMod(y, g.ny()), Math.floorMod(z, g.nz()));
    }

    private static ComplexVolume moved(ComplexVolume v, int dx, int dy, int dz) {
        return rearranged(v, (x, y, z, g) -> index(x - dx, y - dy, z - dz, g), true, true);
    }

    private static ComplexVolume rearranged(ComplexVolume v, From from, boolean magnitude, boolean phase) {
        VolumeGrid g = v.grid();
        ComplexVolume other = ComplexVolume.zeros(g);
        for (int z = 0; z < g.nz(); z++) {
            for (int y = 0; y < g.ny(); y++) {
                for (int x = 0; x < g.nx(); x++) {
                    int k = from.at(x, y, z, g);
                    other.real()[g.index(x, y, z)] = v.real()[k];
                    other.imaginary()[g.index(x, y, z)] = v.imaginary()[k];
                }
            }
        }
        return combined(magnitude ? other : v, phase ? other : v);
    }

    /** Magnitude of one, phase of the other. */
    private static ComplexVolume combined(ComplexVolume magnitude, ComplexVolume phase) {
        float[] real = new float[magnitude.real().length];
        float[] imaginary = new float[real.length];
        for (int i = 0; i < real.length; i++) {
            double m = Math.hypot(magnitude.real()[i], magnitude.imaginary()[i]);
            double p = Math.atan2(phase.imaginary()[i], phase.real()[i]);
            real[i] = (float) (m * Math.cos(p));
            imaginary[i] = (float) (m * Math.sin(p));
        }
        return new ComplexVolume(magnitude.grid(), real, imaginary);
    }

    /** All voxels, or the first half of every slice, become a value. */
    private static ComplexVolume cut(ComplexVolume v, float value, boolean half) {
        ComplexVolume constant = ComplexVolume.zeros(v.grid());
        Arrays.fill(constant.real(), value);
        Arrays.fill(constant.imaginary(), value);
        return half ? merged(v, constant) : constant;
    }

    private static ComplexVolume merged(ComplexVolume v, ComplexVolume firstHalf) {
        ComplexVolume result = scaled(v, 1, 0);
        int slice = v.grid().sliceVoxels();
        for (int i = 0; i < result.real().length; i++) {
            if (i % slice < slice / 2) {
                result.real()[i] = firstHalf.real()[i];
                result.imaginary()[i] = firstHalf.imaginary()[i];
            }
        }
        return result;
    }

    /** Drifts of the field in Hz by cycle, which are simulated with the series. */
    static Map<String, double[]> drifts(int n) {
        Map<String, double[]> drifts = new LinkedHashMap<>();
        for (int hertz : new int[] {5, 8, 20, 40}) {
            drifts.put(
                    "field drift of " + hertz + " Hz",
                    IntStream.range(0, n)
                            .mapToDouble(j -> hertz * j / (n - 1.0))
                            .toArray());
        }
        double[] single = new double[n];
        single[1] = 25;
        drifts.put("field off by 25 Hz in one cycle", single);
        return drifts;
    }
}

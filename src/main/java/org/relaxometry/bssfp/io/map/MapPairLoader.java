package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.text.TypedNumber;

/** Reads a {@link MapPair} and sees to it that like is compared with like. */
final class MapPairLoader {

    /** Medians of one quantity in one unit differ by less. */
    private static final double ALIKE = 10;

    private static final String REPAIR = " Say it with 'firstunit' and 'secondunit' (s or ms).";

    private final Progress progress;
    private final LoadLog log = new LoadLog();
    private final List<InputFile> inputs = new ArrayList<>();

    MapPairLoader(Progress progress) {
        this.progress = progress;
    }

    MapPair load(String firstText, String secondText, String firstUnit, String secondUnit, String maskText)
            throws IOException {
        StatedMap first = StatedMap.of(open("first", firstText), firstUnit);
        StatedMap second = StatedMap.of(open("second", secondText), secondUnit);
        SeriesGrid grid = SeriesGrid.of(first.image());
        grid.require(second.image(), second.volume(), log);
        int[] voxels = voxels(maskText, grid, first.values().length);

        String quantity = quantity(first, second);
        List<String> units = units(first, second);
        float[] a = values(first, units.get(0));
        float[] b = values(second, units.get(1));
        if (quantity.equals(Parameter.OFF_RESONANCE.symbol())) {
            unwrap(a, b, first, second);
        }
        runs(first.image(), second.image());
        NiftiGeometry geometry = grid.geometry(first.image(), log);
        return new MapPair(
                FileName.of(first.image().title()),
                FileName.of(second.image().title()),
                quantity.isEmpty() ? "value" : quantity,
                isTime(units.get(0)) ? "ms" : units.get(0),
                a,
                b,
                voxels,
                geometry.grid(first.volume().dimensionsAsLongArray()),
                geometry,
                Stream.of(first, second)
                        .flatMap(map -> map.image().image().stream())
                        .toList(),
                inputs,
                log.notes(),
                log.warnings());
    }

    /** Maps of different runs are what comparisons are made for, so it is no warning. */
    private void runs(SourceImage first, SourceImage second) {
        Optional<String> one = first.runId();
        Optional<String> two = second.runId();
        if (one.isPresent() && two.isPresent()) {
            log.note(
                    one.equals(two)
                            ? "Both maps are of the run " + one.get() + "."
                            : "The maps are of different runs: first " + one.get() + ", second " + two.get() + ".");
        }
    }

    private SourceImage open(String role, String text) throws IOException {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + role + "' is missing. Expected a map: the title of an open image or the path of a file.");
        }
        SourceImage image = ImageOpener.open(role, text, progress, log);
        inputs.addAll(image.inputs(progress));
        return image;
    }

    private int[] voxels(String maskText, SeriesGrid grid, int all) throws IOException {
        if (maskText.isEmpty()) {
            return IntStream.range(0, all).toArray();
        }
        SourceImage image = open("mask", maskText);
        return MaskImage.read(image, grid, "compared", log).voxels();
    }

    private static String quantity(StatedMap first, StatedMap second) {
        String a = first.quantity();
        String b = second.quantity();
        if (!a.isEmpty() && !b.isEmpty() && !a.equals(b)) {
            throw new IllegalArgumentException("The " + first.image().name() + " is a map of " + a + ", the "
                    + second.image().name() + " of " + b + ". Expected two maps of the same quantity.");
        }
        return a.isEmpty() ? b : a;
    }

    /** The units of both maps; equal, or both times. */
    private List<String> units(StatedMap first, StatedMap second) {
        String a = first.unit();
        String b = second.unit();
        double factor = second.median() / first.median();
        if (a.isEmpty() && b.isEmpty()) {
            requireAlike(first, second, factor);
            log.note("Neither map states a unit; they were taken to have the same.");
        } else if (a.isEmpty() || b.isEmpty()) {
            a = a.isEmpty() ? inferred(first, second, 1 / factor) : a;
            b = b.isEmpty() ? inferred(second, first, factor) : b;
        } else if (!a.equals(b) && !(isTime(a) && isTime(b))) {
            throw new IllegalArgumentException("The " + first.image().name() + " is in " + a + ", the "
                    + second.image().name() + " in " + b + ". Expected two maps of the same quantity." + REPAIR);
        }
        if (!a.equals(b)) {
            log.note("The " + first.image().name() + " is in " + a + ", the "
                    + second.image().name() + " in " + b + "; both were compared in ms.");
        }
        return List.of(a, b);
    }

    private static void requireAlike(StatedMap first, StatedMap second, double factor) {
        if (factor > ALIKE || factor < 1 / ALIKE) {
            throw new IllegalArgumentException("The medians of the "
                    + first.image().name() + " and the "
                    + second.image().name() + ", " + TypedNumber.show(first.median()) + " and "
                    + TypedNumber.show(second.median()) + ", are too far apart for the same quantity in the same unit,"
                    + " and neither states its unit." + REPAIR);
        }
    }

    /**
     * The unit of a map that does not state it, from how its values compare with those of the other.
     *
     * @param factor its median over that of the other
     */
    private String inferred(StatedMap map, StatedMap other, double factor) {
        String stated = other.unit();
        String unit = stated;
        if (other.isTime() && !(factor < ALIKE && factor > 1 / ALIKE)) {
            boolean milliseconds = stated.equals("s") && factor > 1000 / ALIKE && factor < 1000 * ALIKE;
            boolean seconds = stated.equals("ms") && factor > 1e-3 / ALIKE && factor < 1e-3 * ALIKE;
            if (!milliseconds && !seconds) {
                throw new IllegalArgumentException("The " + map.image().name() + " states no unit, and its median "
                        + TypedNumber.show(map.median()) + " fits neither s nor ms beside that of the "
                        + other.image().name() + ", " + TypedNumber.show(other.median()) + " " + stated + "."
                        + REPAIR);
            }
            unit = milliseconds ? "ms" : "s";
        }
        log.note("The " + map.image().name() + " states no unit; it was taken to be in " + unit + " (median "
                + TypedNumber.show(map.median()) + ", the other " + TypedNumber.show(other.median()) + " " + stated
                + ").");
        return unit;
    }

    /** In ms where the unit is a time; there 0 is no value. */
    private float[] values(StatedMap map, String unit) {
        float[] values = map.values();
        if (isTime(unit)) {
            float factor = unit.equals("s") ? 1000 : 1;
            int zeros = 0;
            for (int v = 0; v < values.length; v++) {
                zeros += values[v] == 0 ? 1 : 0;
                values[v] = values[v] == 0 ? Float.NaN : values[v] * factor;
            }
            markBounds(map, values);
            if (zeros > 0) {
                log.note("The " + map.image().name() + " is 0 in " + zeros + " voxels, which is no time: they were left"
                        + " out.");
            }
        }
        return values;
    }

    private void markBounds(StatedMap map, float[] values) {
        int bounds = map.markBounds(values);
        if (bounds > 0) {
            log.note(
                    "In " + bounds + " voxels of the " + map.image().name() + " " + map.quantity() + " is "
                            + TypedNumber.show(map.longestMs())
                            + " ms or longer. They count as longer than all others in medians, and have no part in means, bias and limits.");
        }
    }

    /** ΔB0 is known modulo 1/TR: a difference of a whole period is none. */
    private void unwrap(float[] a, float[] b, StatedMap first, StatedMap second) {
        OptionalDouble tr = first.repetitionTimeMs().isPresent() ? first.repetitionTimeMs() : second.repetitionTimeMs();
        if (tr.isEmpty()) {
            log.warn("Neither map says the TR of its series. Where the maps of ΔB0 wrap differently, whole periods 1/TR"
                    + " are counted as differences.");
            return;
        }
        double periodHz = 1000 / tr.getAsDouble();
        int moved = 0;
        for (int v = 0; v < a.length; v++) {
            double periods = Math.rint((b[v] - a[v]) / periodHz);
            if (periods != 0 && Double.isFinite(periods)) {
                b[v] -= (float) (periods * periodHz);
                moved++;
            }
        }
        log.note("ΔB0 is known modulo 1/TR, " + TypedNumber.show(periodHz) + " Hz: in " + moved
                + " voxels the second map was moved by whole periods.");
    }

    private static boolean isTime(String unit) {
        return unit.equals("s") || unit.equals("ms");
    }
}

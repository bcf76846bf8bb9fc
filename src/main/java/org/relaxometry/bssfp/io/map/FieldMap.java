package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * A map of ΔB0 that is to be unwrapped.
 *
 * @param fieldHz ΔB0 in Hz, NaN outside the mask
 * @param repetitionTimeMs TR of the series it was made from
 * @param geometry where the voxels lie
 * @param notes what was decided, in the user's terms
 * @param warnings what the user should look at
 * @param inputs every image that was used
 * @param madeFrom images it was made from, as {@link org.relaxometry.bssfp.io.sidecar.MadeFrom} has them; itself where none are known
 */
public record FieldMap(
        ScalarVolume fieldHz,
        double repetitionTimeMs,
        NiftiGeometry geometry,
        List<String> notes,
        List<String> warnings,
        List<InputFile> inputs,
        Set<String> madeFrom) {

    /** Rounding of floats, and of a TR that was typed with few digits. */
    private static final double TOLERANCE = 1.01;

    /**
     * Reads a map.
     *
     * @param request gives {@code image}, the map, and where stated {@code mask} and {@code tr}; without a mask, voxels that
     *     are exactly 0 do not count
     * @throws IllegalArgumentException if there is no such image, it is no map of ΔB0 in Hz, or TR is not known
     * @throws IOException if a file cannot be read
     */
    public static FieldMap read(SeriesRequest request, Progress progress) throws IOException {
        LoadLog log = new LoadLog();
        SourceImage image = ImageOpener.open("b0", request.image("image").orElseThrow(), progress, log);
        StatedMap map = StatedMap.of(image, MapPair.AUTO);
        requireOffResonanceInHz(map);
        double repetitionTimeMs = repetitionTimeMs(request, map, log);
        SeriesGrid grid = SeriesGrid.of(image);
        NiftiGeometry geometry = grid.geometry(image, log);
        ScalarVolume field = PlacedMap.volume(map.volume(), geometry);
        List<InputFile> inputs = image.inputs(progress);
        Mask mask;
        if (request.image("mask").isPresent()) {
            SourceImage chosen = ImageOpener.open("mask", request.image("mask").get(), progress, log);
            mask = MaskImage.read(chosen, grid, "unwrapped", log);
            inputs.addAll(chosen.inputs(progress));
        } else {
            mask = Mask.of(map.volume());
            noteZeros(field.values(), log);
        }
        for (int v = 0; v < field.values().length; v++) {
            field.values()[v] = mask.inside()[v] ? field.values()[v] : Float.NaN;
        }
        warnBeyondOneTurn(field.values(), repetitionTimeMs, log);
        return new FieldMap(
                field, repetitionTimeMs, geometry, log.notes(), log.warnings(), inputs, image.madeFrom(progress));
    }

    private static void requireOffResonanceInHz(StatedMap map) {
        String symbol = Parameter.OFF_RESONANCE.symbol();
        boolean otherUnit = !map.unit().isEmpty() && !map.unit().equals("Hz");
        boolean otherQuantity = !map.quantity().isEmpty() && !map.quantity().equals(symbol);
        if (otherUnit || otherQuantity) {
            throw new IllegalArgumentException("The " + map.image().name() + " is a map of "
                    + (map.quantity().isEmpty() ? "an unknown quantity" : map.quantity())
                    + (map.unit().isEmpty() ? "" : " in " + map.unit()) + ". Expected a map of " + symbol + " in Hz.");
        }
    }

    private static double repetitionTimeMs(SeriesRequest request, StatedMap map, LoadLog log) {
        OptionalDouble stated = request.text("tr").isPresent()
                ? OptionalDouble.of(TypedNumber.number("tr", request.text("tr").get(), "ms", Set.of("ms")))
                : map.repetitionTimeMs();
        if (stated.isEmpty() || !(stated.getAsDouble() > 0)) {
            throw new IllegalArgumentException("The TR of the series that the "
                    + map.image().name() + " was made from "
                    + (stated.isEmpty() ? "is not known" : "must be more than 0 ms") + ". Give it with tr=… in ms.");
        }
        Protocol.requireRepetitionTime(stated.getAsDouble());
        warnOtherwise(stated.getAsDouble(), map, log);
        return stated.getAsDouble();
    }

    private static void warnOtherwise(double usedMs, StatedMap map, LoadLog log) {
        String used = TypedNumber.show(usedMs);
        map.repetitionTimeMs().ifPresent(statedMs -> {
            String stated = TypedNumber.show(statedMs);
            if (!stated.equals(used)) {
                log.warn("Two values of TR: " + used + " ms (typed) and " + stated + " ms (stated with the "
                        + map.image().name() + "). This run takes " + used + " ms.");
            }
        });
    }

    private static void noteZeros(float[] values, LoadLog log) {
        int zeros = 0;
        for (float value : values) {
            zeros += value == 0 ? 1 : 0;
        }
        if (zeros > 0) {
            log.note(zeros + " voxels that are exactly 0 were taken to have no data; give a mask if they have.");
        }
    }

    private static void warnBeyondOneTurn(float[] values, double repetitionTimeMs, LoadLog log) {
        double half = 500 / repetitionTimeMs;
        float largest = 0;
        for (float value : values) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        if (largest > TOLERANCE * half) {
            log.warn("The map has values up to " + TypedNumber.show(largest)
                    + " Hz, but a map of a series of TR " + TypedNumber.show(repetitionTimeMs) + " ms has none beyond "
                    + TypedNumber.show(half) + " Hz: is TR right, and is the map not unwrapped already?");
        }
    }
}

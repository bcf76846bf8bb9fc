package org.relaxometry.bssfp.io.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * Which axis of an image holds the phase cycles, which the slices of the volume, and which is left: of size 1, or of
 * size 2 where it holds the two halves of a complex image.
 */
public record CycleLayout(PlaneAxis cycle, PlaneAxis space, PlaneAxis rest) {

    private static final String REPAIR =
            " Say where the cycles lie with cycles=frames, cycles=channels or cycles=slices.";

    /**
     * Decides the layout and notes it.
     *
     * @param choice {@code auto} or the key of an axis
     * @param knownCycles number of cycles where a protocol or another image states it
     * @param pair whether this one image holds both halves of a complex series
     * @throws IllegalArgumentException if no axis or more than one fits
     */
    public static CycleLayout decide(
            SourceImage image, String choice, OptionalInt knownCycles, boolean pair, LoadLog log) {
        PlaneAxis cycle = choice.equals("auto") ? detect(image, knownCycles) : PlaneAxis.ofKey(choice);
        if (image.size(cycle) == 1) {
            throw new IllegalArgumentException("The " + image.name() + " has only one plane along " + cycle.key() + " ("
                    + image.sizeText() + "), so there is no phase-cycled series along it." + REPAIR);
        }
        List<PlaneAxis> others = new ArrayList<>(image.planeAxes());
        others.remove(cycle);
        PlaneAxis rest = pair ? component(image, cycle, others) : single(image, cycle, others);
        others.remove(rest);
        log.note("The " + image.name() + " (" + image.sizeText() + ") has " + image.size(cycle)
                + " cycles along its " + cycle.key()
                + (image.size(others.get(0)) == 1
                        ? " and one slice"
                        : " and " + image.size(others.get(0)) + " slices along its "
                                + others.get(0).key())
                + (choice.equals("auto") ? " (detected)." : " (as stated)."));
        return new CycleLayout(cycle, others.get(0), rest);
    }

    private static PlaneAxis detect(SourceImage image, OptionalInt knownCycles) {
        List<PlaneAxis> candidates = new ArrayList<>(List.of(PlaneAxis.values()));
        candidates.removeIf(axis -> image.size(axis) < Protocol.MIN_CYCLES);
        List<PlaneAxis> fitting = candidates.stream()
                .filter(axis -> knownCycles.isPresent() && image.size(axis) == knownCycles.getAsInt())
                .toList();
        if (!fitting.isEmpty()) {
            return first(image, fitting);
        }
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("The " + image.name() + " has " + image.sizeText()
                    + ". Expected at least " + Protocol.MIN_CYCLES
                    + " phase cycles along its frames, channels or slices.");
        }
        PlaneAxis cycle = first(image, candidates);
        if (cycle == PlaneAxis.SLICES && knownCycles.isEmpty()) {
            throw new IllegalArgumentException("The " + image.name() + " has " + image.sizeText()
                    + ", and no frames or channels that could be 3 or more phase cycles. If its slices are the cycles of one"
                    + " slice, say so with cycles=slices, or list their increments in degrees.");
        }
        return cycle;
    }

    /** Slices are cycles only where nothing else can be; between frames and channels nobody but the user can decide. */
    private static PlaneAxis first(SourceImage image, List<PlaneAxis> fitting) {
        if (fitting.contains(PlaneAxis.FRAMES) && fitting.contains(PlaneAxis.CHANNELS)) {
            throw new IllegalArgumentException("The cycles of the " + image.name()
                    + " may lie along its frames or its channels (" + image.sizeText() + ")." + REPAIR);
        }
        return fitting.get(0);
    }

    private static PlaneAxis component(SourceImage image, PlaneAxis cycle, List<PlaneAxis> others) {
        List<PlaneAxis> two =
                others.stream().filter(axis -> image.size(axis) == 2).toList();
        if (two.contains(PlaneAxis.CHANNELS)) {
            return PlaneAxis.CHANNELS;
        }
        if (two.size() != 1) {
            throw new IllegalArgumentException("The " + image.name() + " has " + image.sizeText()
                    + ". With its cycles along " + cycle.key()
                    + ", a complex image needs two channels (magnitude and phase, or real and imaginary part), or to be a complex NIfTI file."
                    + REPAIR);
        }
        return two.get(0);
    }

    private static PlaneAxis single(SourceImage image, PlaneAxis cycle, List<PlaneAxis> others) {
        Optional<PlaneAxis> rest = Stream.of(PlaneAxis.CHANNELS, PlaneAxis.FRAMES, PlaneAxis.SLICES)
                .filter(axis -> others.contains(axis) && image.size(axis) == 1)
                .findFirst();
        boolean channels = others.contains(PlaneAxis.CHANNELS) && image.size(PlaneAxis.CHANNELS) > 1;
        if (rest.isEmpty() || channels) {
            throw new IllegalArgumentException("The " + image.name() + " has " + image.sizeText()
                    + ". With its cycles along " + cycle.key()
                    + ", the slices of the volume must lie along slices or frames, and nothing else may vary. An image of magnitude and phase in two channels belongs under complex."
                    + REPAIR);
        }
        return rest.get();
    }
}

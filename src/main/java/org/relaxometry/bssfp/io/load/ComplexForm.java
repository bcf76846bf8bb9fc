package org.relaxometry.bssfp.io.load;

import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.CycleLayout;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.ComplexImages.Form;
import org.relaxometry.bssfp.statistics.ValueStatistics;
import org.relaxometry.bssfp.text.TypedNumber;

/** Looks at the values of the two halves of a series, refuses what cannot be one, and scales a phase to radians. */
final class ComplexForm {

    /** Of the largest magnitude: interpolation may leave small negative values. */
    private static final double NEGATIVE_ROOM = 0.01;

    private final SeriesImages images;
    private final List<CycleLayout> layouts;
    private final PairSample sample;
    private final LoadLog log;

    private ComplexForm(SeriesImages images, List<CycleLayout> layouts, PairSample sample, LoadLog log) {
        this.images = images;
        this.layouts = layouts;
        this.sample = sample;
        this.log = log;
    }

    /**
     * @param layouts where the cycles lie in the images
     * @throws IllegalArgumentException if the values cannot be those of a complex series
     */
    static ComplexImages read(
            SeriesImages images, List<CycleLayout> layouts, SeriesRequest request, Progress progress, LoadLog log) {
        images.requireEqualSize(layouts);
        PairSample sample = PairSample.of(
                images.half(0, layouts, LinearScale.IDENTITY), images.half(1, layouts, LinearScale.IDENTITY), progress);
        ComplexForm form = new ComplexForm(images, layouts, sample, log);
        form.requireSignal();
        String channels = request.choice("channels", "auto", "magnitude and phase", "real and imaginary");
        String unit = request.choice("phaseunit", SeriesRequest.PHASE_UNITS.toArray(String[]::new));
        return switch (images.form().orElseGet(() -> form.detect(channels))) {
            case MAGNITUDE_PHASE -> form.magnitudePhase(unit);
            case REAL_IMAGINARY -> form.realImaginary();
        };
    }

    private ComplexImages magnitudePhase(String unit) {
        requireMagnitude();
        PhaseScale scale = PhaseUnit.decide(images.source(1), sample.first(), sample.second(), unit, log);
        return new ComplexImages(
                images.half(0, layouts, LinearScale.IDENTITY),
                images.half(1, layouts, scale.toRadians()),
                Form.MAGNITUDE_PHASE);
    }

    private ComplexImages realImaginary() {
        if (sample.second().finite() == 0
                || sample.second().min() == sample.second().max()) {
            throw new IllegalArgumentException("The imaginary part, the " + images.name(1) + ", is "
                    + TypedNumber.show(sample.second().min()) + " everywhere. Expected measured values.");
        }
        if (sample.first().min() >= 0 && sample.second().min() >= 0) {
            throw new IllegalArgumentException(
                    "The real part, " + sample.first().rangeText()
                            + ", and the imaginary part, " + sample.second().rangeText() + ", of the " + images.name(0)
                            + " are nowhere negative. Expected values of both signs. Are they magnitude and phase, or is an offset missing?");
        }
        return new ComplexImages(
                images.half(0, layouts, LinearScale.IDENTITY),
                images.half(1, layouts, LinearScale.IDENTITY),
                Form.REAL_IMAGINARY);
    }

    private Form detect(String channels) {
        boolean stated = !channels.equals("auto");
        boolean signs = isNegative(sample.first());
        Form form = stated ? form(channels) : signs ? Form.REAL_IMAGINARY : Form.MAGNITUDE_PHASE;
        if (!stated && signs && !isNegative(sample.second())) {
            throw new IllegalArgumentException(
                    "Of the " + images.source(0).name()
                            + ", only the first half has negative values ("
                            + sample.first().rangeText() + " and "
                            + sample.second().rangeText()
                            + "). Expected magnitude before phase, or real before imaginary part; state which with channels=….");
        }
        log.note("The " + images.source(0).name() + " holds "
                + (form == Form.MAGNITUDE_PHASE ? "magnitude and phase" : "real and imaginary part") + " ("
                + (stated ? "as stated" : "the first half has " + (signs ? "" : "no ") + "negative values") + ").");
        return form;
    }

    private static Form form(String channels) {
        return channels.equals("magnitude and phase") ? Form.MAGNITUDE_PHASE : Form.REAL_IMAGINARY;
    }

    private void requireSignal() {
        ValueStatistics first = sample.first();
        if (first.finite() == 0) {
            throw new IllegalArgumentException(
                    "The " + images.name(0) + " holds no number, only NaN or infinite values.");
        }
        if (first.min() == first.max()) {
            throw new IllegalArgumentException("The " + images.name(0) + " is " + TypedNumber.show(first.min())
                    + " everywhere. Expected measured values.");
        }
        long[] signal = sample.signalOfCycle().toArray();
        List<String> empty = IntStream.range(0, signal.length)
                .filter(cycle -> signal[cycle] == 0)
                .mapToObj(cycle -> Integer.toString(cycle + 1))
                .toList();
        if (!empty.isEmpty()) {
            throw new IllegalArgumentException(
                    "The " + images.name(0) + " has no signal in cycle " + String.join(", ", empty) + " of "
                            + signal.length + ". Leave such cycles out, here and in the increments.");
        }
    }

    private void requireMagnitude() {
        ValueStatistics magnitude = sample.first();
        if (isNegative(magnitude)) {
            throw new IllegalArgumentException("The magnitude, the " + images.name(0) + ", has negative values ("
                    + magnitude.rangeText()
                    + "). Are magnitude and phase swapped, or is it a real part?");
        }
        if (magnitude.min() < 0) {
            log.warn("The magnitude, the " + images.name(0) + ", has small negative values (" + magnitude.rangeText()
                    + "), as interpolation makes them; there the phase is turned by 180°.");
        }
    }

    private static boolean isNegative(ValueStatistics values) {
        return values.min() < -NEGATIVE_ROOM * Math.max(Math.abs(values.max()), Math.abs(values.min()));
    }
}

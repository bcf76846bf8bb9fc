package org.relaxometry.bssfp.io.series.scan;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.io.dicom.PixelScale;

/**
 * By which scales the stored numbers of the frames of an image become values. Philips scales each series for the display; that
 * is undone where the files say how, but for phases, which are angles as they are displayed.
 */
final class FrameScales {

    private final List<PixelScale> scales;
    private final Function<DicomFrame, PixelScale> scale;
    private final boolean forDisplay;

    private FrameScales(List<DicomFrame> frames, Function<DicomFrame, PixelScale> scale, boolean forDisplay) {
        scales = frames.stream().map(scale).distinct().toList();
        this.scale = scale;
        this.forDisplay = forDisplay;
    }

    /** @throws IllegalArgumentException if the frames are scaled for the display, each by a factor of its own */
    static FrameScales of(String name, ImageKind kind, List<DicomFrame> frames) {
        boolean measured = kind != ImageKind.PHASE
                && frames.stream().allMatch(frame -> frame.measuredScale().isPresent());
        boolean forDisplay =
                kind != ImageKind.PHASE && !measured && frames.stream().anyMatch(DicomFrame::isScaledForDisplay);
        FrameScales found = new FrameScales(
                frames, measured ? frame -> frame.measuredScale().orElseThrow() : DicomFrame::displayScale, forDisplay);
        if (forDisplay && !found.isUniform()) {
            throw new IllegalArgumentException("The images of '" + name
                    + "' are scaled for the display, with different factors, and do not say how to undo it: "
                    + SeriesFacts.DISPLAY_WAY_OUT);
        }
        return found;
    }

    boolean isUniform() {
        return scales.size() == 1;
    }

    /** The scale of all frames; where they differ it has been applied, and this is the plain one. */
    PixelScale common() {
        return isUniform() ? scales.get(0) : new PixelScale(1, 0);
    }

    /** Factor made for the display that is left in the values; empty where there is none. */
    Optional<Double> displayFactor() {
        return forDisplay ? Optional.of(scales.get(0).slope()) : Optional.empty();
    }

    /** The numbers of a frame, scaled where the scales differ. */
    float[] applied(DicomFrame frame, float[] samples) {
        if (!isUniform()) {
            PixelScale own = scale.apply(frame);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (float) (samples[i] * own.slope() + own.intercept());
            }
        }
        return samples;
    }
}

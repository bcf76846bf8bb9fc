package org.relaxometry.bssfp.app.preprocess;

import java.awt.image.BufferedImage;
import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.plot.map.SliceMosaic;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.relaxometry.bssfp.preprocessing.gibbs.SpectrumCheck;
import org.relaxometry.bssfp.space.ComplexSeries;

/** Gibbs ringing removal of every cycle, with a picture of what it took away. */
public record GibbsStep(GibbsRemoval.Mode mode) implements PreprocessingStep {

    private static final String FIGURE = "gibbs";

    /** Of what was taken away, against the images. */
    private static final int GAIN = 10;

    /** Along which axes. */
    public static Key<GibbsRemoval.Mode> modeKey(String label) {
        return Key.oneOf(
                "mode",
                label,
                "3D: along x, y and z, for 3D acquisitions. in plane: along x and y, slice by slice, for 2D"
                        + " acquisitions.",
                List.of(GibbsRemoval.Mode.THREE_D, GibbsRemoval.Mode.IN_PLANE),
                GibbsRemoval.Mode::label);
    }

    @Override
    public String title() {
        return "Gibbs ringing removal";
    }

    @Override
    public String word() {
        return "Gibbs";
    }

    @Override
    public String correction() {
        return "Gibbs ringing (" + mode + ")";
    }

    @Override
    public List<String> fileNames() {
        return List.of(ResultWriter.pictureFile(FIGURE));
    }

    @Override
    public StepOutcome apply(StepInput input) {
        ComplexSeries series = input.series();
        var outcome = new StepOutcome.Builder();
        String empty = SpectrumCheck.emptyAxes(
                series.cycles().get(0), mode, input.threads(), input.progress("Checking k-space"));
        if (!empty.isEmpty()) {
            outcome.warn("The outer k-space is empty along " + String.join(" and ", empty.split(""))
                    + ": the images were interpolated (zero-filled), filtered, or sampled in part. Gibbs ringing removal does"
                    + " not work on such images; take them as they were measured.");
        }
        float[] before = middleSlice(series);
        GibbsRemoval.inPlace(series, mode, input.threads(), input.progress("Removing Gibbs ringing"));
        float[] after = middleSlice(series);
        outcome.put("GibbsRingingRemoval", mode.toString()).put("GibbsRingingShifts", "chosen by all cycles together");
        if (!empty.isEmpty()) {
            outcome.put("GibbsEmptyOuterKSpace", empty);
        }
        outcome.write(writer -> writer.picture(FIGURE, figure(before, after, input.mosaic())));
        return outcome.build();
    }

    private static BufferedImage figure(float[] before, float[] after, SliceMosaic mosaic) {
        float[] taken = new float[before.length];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = GAIN * Math.abs(after[i] - before[i]);
        }
        double white = SliceMosaic.white(before);
        return mosaic.render(
                List.of(
                        new SliceMosaic.Tile("cycle 1, before", SliceMosaic.grey(before, white)),
                        new SliceMosaic.Tile("after", SliceMosaic.grey(after, white)),
                        new SliceMosaic.Tile("|difference| × " + GAIN, SliceMosaic.grey(taken, white))),
                3);
    }

    private static float[] middleSlice(ComplexSeries series) {
        int size = series.grid().sliceVoxels();
        int start = series.grid().nz() / 2 * size;
        float[] magnitude = new float[size];
        for (int i = 0; i < size; i++) {
            magnitude[i] = (float) Math.hypot(
                    series.cycles().get(0).real()[start + i],
                    series.cycles().get(0).imaginary()[start + i]);
        }
        return magnitude;
    }
}

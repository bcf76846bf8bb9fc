package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.map.PlacedMap;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.preprocessing.b1.B1Preparation;
import org.relaxometry.bssfp.preprocessing.b1.B1Preparation.PreparedB1;
import org.relaxometry.bssfp.preprocessing.b1.MedianEdge;
import org.relaxometry.bssfp.preprocessing.b1.MutualInformationRegistration;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.Version;

/**
 * A B1 map of its own measurement on the grid of the series, for the steps after it and as a file.
 *
 * @param request names the B1 map and its unit
 * @param anatomy names the anatomical image of the B1 measurement; empty where there is none
 * @param register whether to move the map with that image
 * @param preparation what is done to the values, but for the filter
 * @param median edge of the filter
 */
public record B1MapStep(
        SeriesRequest request, String anatomy, boolean register, B1Preparation preparation, MedianEdge median)
        implements PreprocessingStep {

    public static final String YES = "yes";
    public static final String NO = "no";

    private static final String NAME = "B1map";

    /** What scripts take. */
    static final Result RESULT = Result.image("b1", "actual over nominal flip angle on the grid of the series");

    /** Ten voxels of 1.3 mm (Birk et al. 2025). */
    private static final double PAPER_MM = 13;

    /** Over this B1 of a head bends by several per cent. */
    private static final double WIDE_MM = 2 * PAPER_MM;

    /** Farther apart two measurements of one examination are not. */
    private static final double MAX_SHIFT_MM = 30;

    private static final double MAX_ANGLE_DEG = 20;

    /** Images of one head have 1.2 and more where they lie on each other; unrelated ones less than 1.02. */
    private static final double LOW_SIMILARITY = 1.05;

    /**
     * From what a user typed.
     *
     * @param request for the map and its unit
     * @param anatomy title or path; may be empty
     * @param limits such as {@code 0.3-2}
     * @throws IllegalArgumentException if a key is missing or impossible
     */
    public static B1MapStep of(
            SeriesRequest request, String anatomy, String register, MedianEdge median, String limits) {
        if (request.image("b1").isEmpty()) {
            throw new IllegalArgumentException(
                    "b1 is missing. Expected a B1 map: the title of an open image or the path of a file.");
        }
        Range range = Range.parse("limits", limits, "a range such as 0.3-2 (actual over nominal flip angle)");
        return new B1MapStep(
                request, anatomy, register.equals(YES), new B1Preparation(range.min(), range.max(), 0), median);
    }

    /** By which the map is registered. */
    public static Key<String> anatomyKey() {
        return Key.image(
                "anatomy",
                "Anatomy",
                "Anatomical (baseline) image of the B1 measurement, by which the map is registered to the series:"
                        + " title of an open image or path of a file. Empty: the map lies where its header says.");
    }

    /** Whether it is registered. */
    public static Key<String> registerKey(String label) {
        return Key.choice(
                "register",
                label,
                "Whether the map is moved with its anatomical image, where one is given.",
                B1MapStep.YES,
                B1MapStep.NO);
    }

    /** How far it is filtered. */
    public static Key<MedianEdge> medianKey(String label) {
        return Key.typed(
                        "median",
                        label,
                        "Edge of the cube of the median filter: in voxels of the series, such as 10, or as a length, such"
                                + " as 13 mm; 0: no filter.",
                        MedianEdge::parse)
                .usual("10");
    }

    /** What counts as measured. */
    public static Key<String> limitsKey(String label) {
        return Key.text(
                        "limits",
                        label,
                        "Least and highest ratio that count as measured; voxels beyond are filled like those without data.")
                .usual("0.3-2");
    }

    @Override
    public String title() {
        return "B1 map";
    }

    @Override
    public List<String> fileNames() {
        return List.of(NAME + ".nii.gz", NAME + ".json", NAME + ".png");
    }

    @Override
    public boolean usesMask() {
        return true;
    }

    @Override
    public void requirePossible(StepInput input) throws IOException {
        PlacedMap b1 = PlacedMap.b1(request, input.loaded(), input.progress("Reading the B1 map"));
        if (isRegistered()) {
            PlacedMap.anatomy(anatomy, b1, input.progress("Reading the anatomical image"));
        }
    }

    private boolean isRegistered() {
        return register && !anatomy.isEmpty();
    }

    @Override
    public StepOutcome apply(StepInput input) throws IOException {
        var outcome = new StepOutcome.Builder();
        try {
            prepare(input, outcome);
        } catch (IllegalArgumentException e) {
            outcome.refuse(e);
        }
        return outcome.build();
    }

    private void prepare(StepInput input, StepOutcome.Builder outcome) throws IOException {
        VolumeGrid grid = input.series().grid();
        PlacedMap b1 = PlacedMap.b1(request, input.loaded(), input.progress("Reading the B1 map"));
        tell(b1, "B1Inputs", outcome);
        Affine seriesToMm = new Affine(input.loaded().geometry().affine());
        Affine motion = motion(b1, seriesToMm, input, outcome);
        PreparedB1 prepared = preparation
                .withMedian(median.voxels(grid))
                .apply(b1.placed(), motion, grid, seriesToMm, input.threads(), input.progress("Preparing the B1 map"));
        report(prepared, input, outcome);
        warnOfWideFilter(grid, outcome);
        write(prepared, input, outcome);
        outcome.b1Ratio(prepared.ratio().values());
    }

    private Affine motion(PlacedMap b1, Affine seriesToMm, StepInput input, StepOutcome.Builder outcome)
            throws IOException {
        if (!isRegistered()) {
            String place =
                    "its header says" + (anatomy.isEmpty() ? " (no anatomical image was given)" : " (register=no)");
            outcome.log("The B1 map lies where " + place + ".");
            outcome.put("B1Registration", "none");
            return Affine.IDENTITY;
        }
        PlacedMap image = PlacedMap.anatomy(anatomy, b1, input.progress("Reading the anatomical image"));
        tell(image, "B1AnatomyInputs", outcome);
        MutualInformationRegistration.Result found = MutualInformationRegistration.register(
                new PlacedVolume(input.series().meanMagnitude(), seriesToMm),
                image.placed(),
                input.progress("Registering the B1 map"));
        double shiftMm = found.motion().displacementMm(0, 0, 0);
        double angleDeg = found.motion().angleDeg();
        String text = String.format(
                Locale.ROOT,
                "shifted by %.1f mm and turned by %.1f° against the series (normalised mutual information %.3f, as the headers"
                        + " say %.3f)",
                shiftMm,
                angleDeg,
                found.after(),
                found.before());
        if (shiftMm > MAX_SHIFT_MM || angleDeg > MAX_ANGLE_DEG) {
            throw new IllegalArgumentException("The registration found the " + image.name() + " " + text
                    + ". That is not plausible: expected at most " + (int) MAX_SHIFT_MM + " mm and "
                    + (int) MAX_ANGLE_DEG
                    + "°. Is it the image of this B1 measurement and this subject? register=no trusts the headers.");
        }
        outcome.log("The " + image.name() + " was found " + text + "; the B1 map was moved back with it.");
        if (found.after() < LOW_SIMILARITY) {
            outcome.warn("The " + image.name() + " hardly resembles the series; look at the result.");
        }
        outcome.put("B1Registration", record(found));
        return found.fixedToMoving();
    }

    private static Map<String, Object> record(MutualInformationRegistration.Result found) {
        Map<String, Object> motion = new LinkedHashMap<>();
        putXyz(motion, "rotation", "Deg", found.motion().rotationDeg());
        putXyz(motion, "translation", "Mm", found.motion().translationMm());
        putXyz(motion, "centre", "Mm", found.centreMm());
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("SeriesToB1Measurement", motion);
        record.put("NormalisedMutualInformationBefore", found.before());
        record.put("NormalisedMutualInformationAfter", found.after());
        return record;
    }

    private static void putXyz(Map<String, Object> record, String quantity, String unit, double[] values) {
        for (int axis = 0; axis < 3; axis++) {
            record.put(quantity + "XYZ".charAt(axis) + unit, values[axis]);
        }
    }

    private void warnOfWideFilter(VolumeGrid grid, StepOutcome.Builder outcome) {
        if (median.widestMm(grid) > WIDE_MM) {
            outcome.warn(String.format(
                    Locale.ROOT,
                    "The median filter of %d voxels spans %.0f mm and flattens B1; the 10 voxels of the paper are 13 mm."
                            + " Preprocess… and Prepare B1 Map… take that length: median=13 mm.",
                    median.voxels(grid),
                    median.widestMm(grid)));
        }
    }

    private void report(PreparedB1 prepared, StepInput input, StepOutcome.Builder outcome) {
        boolean masked = input.mask().isPresent();
        int voxels = median.voxels(input.series().grid());
        int outside =
                prepared.outside().and(input.mask().orElse(prepared.outside())).count();
        String where = masked ? "inside the mask" : "of the whole volume";
        String text = String.format(
                Locale.ROOT,
                "%d voxels of the B1 map were measured; %d without data and %d beyond the limits %s … %s were filled from"
                        + " those around them.",
                prepared.measured(),
                prepared.empty(),
                prepared.beyondLimits(),
                preparation.lowestRatio(),
                preparation.highestRatio());
        outcome.log(text);
        String beyond = outside + " voxels " + where + " lie outside the B1 map and have the value of its border.";
        if (outside > 0 && masked) {
            outcome.warn(beyond);
        } else if (outside > 0) {
            outcome.log(beyond);
        }
        outcome.report(new StepOutcome.Section("B1 map", List.of(text, beyond)))
                .put("B1Voxels", text)
                .put("B1VoxelsOutside", beyond)
                .put("B1Median", voxels > 1 ? voxels + " voxels of the series along each axis" : "none");
    }

    private static void tell(PlacedMap map, String key, StepOutcome.Builder outcome) {
        map.notes().forEach(outcome::log);
        map.warnings().forEach(outcome::warn);
        outcome.put(key, RunRecord.inputs(map.inputs()));
    }

    private void write(PreparedB1 prepared, StepInput input, StepOutcome.Builder outcome) {
        NiftiGeometry geometry = input.loaded().geometry();
        int voxels = median.voxels(input.series().grid());
        ParameterDisplay display = ParameterDisplay.ofB1(prepared.asMeasured().planes());
        String footer = Version.footer(
                "continued beyond the measured voxels", "median filter " + (voxels > 1 ? voxels + " voxels" : "off"));
        outcome.write(writer -> {
            writer.map(NAME, prepared.ratio().image(), geometry, "B1", "ratio");
            writer.picture(
                    NAME,
                    "B1 map of " + input.loaded().title(),
                    List.of(
                            MapPanel.of("B1 as measured", "ratio", prepared.asMeasured(), display),
                            MapPanel.of("B1 prepared", "ratio", prepared.ratio(), display)),
                    footer,
                    geometry);
        });
        outcome.show((record, title) -> {
            ImagePlus image = MapImages.wrap(NAME, prepared.ratio(), "ratio", geometry, record.info());
            MapLook.give(image, "B1", "ratio", display);
            return Map.of(RESULT.name(), title.name(image, NAME, "B1", "B1", "ratio"));
        });
    }
}

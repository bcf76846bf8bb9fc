package org.relaxometry.bssfp.app.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.dicom.write.ColourCapture;
import org.relaxometry.bssfp.io.dicom.write.Derivation;
import org.relaxometry.bssfp.io.dicom.write.DerivedMap;
import org.relaxometry.bssfp.io.dicom.write.MrSeries;
import org.relaxometry.bssfp.io.dicom.write.ParametricMap;
import org.relaxometry.bssfp.io.dicom.write.SlicePlacement;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

/** Maps and their figure as DICOM, in a folder of their own, with one JSON record of all. */
public final class DicomResults {

    /** The folder of DICOM files in the output folder of a command that makes maps. */
    public static final String FOLDER = "dicom";

    /** The record, without ending. */
    public static final String RECORD = "dicom";

    /** The figure, without ending. */
    private static final String FIGURE = "figure";

    private static final String TITLE = "Maps of a phase-cycled bSSFP series";

    /** Of the map of status among the maps of a run. */
    private static final int STATUS_NUMBER = 49;

    private static final int FIRST_OF_FAT = 18;

    /** Of images that are no maps of tissue. */
    public static final int FIRST_OF_OTHERS = 29;

    private static final float PERCENT = 100;

    private final ResultFolder folder;
    private final ResultWriter writer;
    private final DicomKeys.Kind kind;
    private final SlicePlacement placement;
    private final Derivation derivation;
    private final Progress progress;
    private final List<String> stored = new ArrayList<>();

    /**
     * @param folder of the DICOM files alone; those of an earlier run in it go
     * @param kind as what maps are written
     * @param placement where the voxels lie
     * @param derivation whose they are, and how they came about
     */
    public DicomResults(
            ResultFolder folder,
            RunRecord record,
            DicomKeys.Kind kind,
            SlicePlacement placement,
            Derivation derivation,
            Progress progress) {
        this.folder = folder;
        writer = new ResultWriter(folder, record, progress);
        this.kind = kind;
        this.placement = placement;
        this.derivation = derivation;
        this.progress = progress;
    }

    /** As {@link #claim}, for maps of any run. */
    public static void claimMaps(ResultFolder folder) throws IOException {
        claim(folder, RunFiles.names().toList());
    }

    /**
     * Claims the folder before the work begins. How many slices there will be is not known yet: images of these names that are there would be
     * in the way of the new ones, or stand beside them as if they were theirs.
     *
     * @param maps names of all that may be written
     */
    public static void claim(ResultFolder folder, Collection<String> maps) throws IOException {
        List<String> names = new ArrayList<>(List.of(RECORD + ".json"));
        names.addAll(
                folder.existing(Pattern.compile(FIGURE + "\\.dcm|(" + String.join("|", maps) + ")(_\\d{4,})?\\.dcm")));
        folder.claim(names);
    }

    /**
     * A map of a parameter in its unit.
     *
     * @param longestMs T1 and T2 of which the map holds no more than a lower bound; infinite where there is none
     */
    public void map(Parameter parameter, float[][] planes, double longestMs) throws IOException {
        boolean isBounded = parameter == Parameter.T1 || parameter == Parameter.T2;
        map(
                parameter.fileName(),
                1 + parameter.ordinal(),
                MapPanel.of(
                        parameter,
                        planes,
                        placement.grid().nx(),
                        placement.grid().ny()),
                isBounded ? OptionalDouble.of(longestMs) : OptionalDouble.empty(),
                "",
                derivation);
    }

    /** The maps of water and fat, and their figure; no map is empty. */
    public void waterAndFat(
            Map<Quantity, ScalarVolume> maps, ScalarVolume status, String statusName, NiftiGeometry geometry)
            throws IOException {
        List<MapPanel> panels = new ArrayList<>();
        for (Map.Entry<Quantity, ScalarVolume> map : maps.entrySet()) {
            Quantity quantity = map.getKey();
            float[][] planes = map.getValue().planes();
            MapPanel panel = MapPanel.of(
                    quantity.symbol(), quantity.unit(), map.getValue(), ParameterDisplay.of(quantity, planes));
            map(quantity.fileName(), FIRST_OF_FAT + quantity.ordinal(), panel);
            panels.add(panel);
        }
        status(statusName, status.planes());
        panels.add(MapPanel.ofStatus(status));
        figure(panels, geometry);
    }

    /**
     * A map as a figure shows it.
     *
     * @param name of its files
     * @param number behind that of the scanner's series, {@value #FIRST_OF_OTHERS} to 48: those below are of maps of tissue
     */
    public void map(String name, int number, MapPanel map) throws IOException {
        map(name, number, map, OptionalDouble.empty(), "", derivation);
    }

    /**
     * As {@link #map(String, int, MapPanel)}, of an image that was never measured: TR, TE and flip angle of the series are not its own.
     *
     * @param note what it was computed with
     */
    public void synthetic(String name, int number, MapPanel map, String note) throws IOException {
        map(name, number, map, OptionalDouble.empty(), note, derivation.withoutProtocol());
    }

    private void map(String name, int number, MapPanel map, OptionalDouble longest, String note, Derivation ofMap)
            throws IOException {
        ParameterDisplay display = map.display().orElseThrow();
        // so that windows are wider than 1, as many viewers want them
        boolean isFraction = map.unit().equals("fraction");
        float factor = isFraction ? PERCENT : 1;
        map(
                new DerivedMap(
                        name,
                        number,
                        map.symbol(),
                        isFraction ? "%" : map.unit(),
                        times(factor, map.planes()),
                        factor * display.lower(),
                        factor * display.upper(),
                        longest,
                        note),
                ofMap);
    }

    private static float[][] times(float factor, float[][] planes) {
        float[][] product = new float[planes.length][];
        for (int z = 0; z < planes.length; z++) {
            product[z] = planes[z].clone();
            for (int i = 0; i < product[z].length; i++) {
                product[z][i] *= factor;
            }
        }
        return product;
    }

    /** The map of status codes. */
    public void status(String name, float[][] planes) throws IOException {
        int last = EstimationStatus.values().length - 1;
        map(
                new DerivedMap(
                        name, STATUS_NUMBER, "status", "", planes, 0, last, OptionalDouble.empty(), legend(planes)),
                derivation);
    }

    /** What the codes mean that occur. */
    private static String legend(float[][] planes) {
        Set<Float> codes = new HashSet<>();
        for (float[] plane : planes) {
            for (float code : plane) {
                codes.add(code);
            }
        }
        return Stream.of(EstimationStatus.values())
                .filter(status -> codes.contains((float) status.code()))
                .map(status -> status.code() + " = " + status.meaning())
                .collect(Collectors.joining("; "));
    }

    private void map(DerivedMap map, Derivation ofMap) throws IOException {
        if (kind.hasImages()) {
            // all at once: others are asked each time
            folder.claim(MrSeries.files(map));
            stored.add(MrSeries.write(map, placement, ofMap, writer::place, progress));
        }
        if (kind.hasParametricMap()) {
            ParametricMap.write(map, placement, ofMap, writer::place);
        }
    }

    /** All maps in one figure, which names nobody: the names of files may be those of patients. */
    public void figure(List<MapPanel> maps, NiftiGeometry geometry) throws IOException {
        BufferedImage figure =
                MapFigure.render(TITLE, maps, derivation.account(), geometry.voxelSizeMm(), geometry.upright());
        ColourCapture.write(figure, "All maps", derivation, FIGURE, writer::place);
    }

    /** Writes the record and gives all files their names; the log is told what is done. */
    public void publish(Consumer<String> log) throws IOException {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Stored", stored);
        about.put("Examination", derivation.examination().describe());
        writer.json(RECORD, about);
        stored.stream()
                .filter(text -> text.contains(MrSeries.LEFT_OUT))
                .forEach(text -> log.accept("WARNING: DICOM: " + text + "."));
        List<Path> written = writer.publish(line -> {
            // a line for each of a thousand files helps nobody
            if (!line.matches("(?:Wrote|Removed) .*")) {
                log.accept(line);
            }
        });
        log.accept("Wrote " + written.size() + " files of DICOM into "
                + written.get(0).getParent() + " (" + derivation.examination().describe() + ")");
    }
}

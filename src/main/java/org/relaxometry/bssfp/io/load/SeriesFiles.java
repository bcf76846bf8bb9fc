package org.relaxometry.bssfp.io.load;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexSlices;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * A complex series as it is written and shown: magnitude and phase in radians [x, y, z, cycle], each with a JSON file that
 * states the protocol, named as BIDS names the parts of a complex image. {@link SeriesLoader} reads them without any further
 * key.
 */
public final class SeriesFiles {

    private static final String MAGNITUDE = "bssfp_part-mag";
    private static final String PHASE = "bssfp_part-phase";

    /** Both images, without ending. */
    public static final List<String> IMAGES = List.of(MAGNITUDE, PHASE);

    /** The images, and beside each a JSON file, which states the protocol with the names and units of BIDS. */
    public static final List<String> NAMES =
            List.of(MAGNITUDE + ".nii.gz", MAGNITUDE + ".json", PHASE + ".nii.gz", PHASE + ".json");

    private final PhaseCycledSeries series;
    private final NiftiGeometry geometry;
    private final SourcedProtocol sourced;
    private long notFinite;

    /**
     * A series wherever it lies: it is read slice by slice as it is written or shown.
     *
     * @param geometry where the voxels lie
     * @param sourced where its protocol comes from
     */
    public SeriesFiles(PhaseCycledSeries series, NiftiGeometry geometry, SourcedProtocol sourced) {
        this.series = series;
        this.geometry = geometry;
        this.sourced = new SourcedProtocol(series.protocol(), sourced.sources());
    }

    /** A series in memory. */
    public SeriesFiles(ComplexSeries series, NiftiGeometry geometry, SourcedProtocol sourced) {
        this(CycleVolumes.asSeries(series, Optional.empty(), Optional.empty()), geometry, sourced);
    }

    /** Samples that are no numbers, which became 0 in what was last written or shown. */
    public long notFinite() {
        return notFinite;
    }

    public SourcedProtocol protocol() {
        return sourced;
    }

    /**
     * Writes the images.
     *
     * @param software for the header
     */
    public void write(ResultFolder folder, String software, Progress progress) throws IOException {
        VolumeGrid grid = series.grid();
        int cycles = series.protocol().cycles();
        ComplexSlices slices = new ComplexSlices(series);
        notFinite = 0;
        NiftiWriter.writePlanes(
                List.of(
                        new NiftiWriter.Target(folder.place(MAGNITUDE + ".nii.gz"), "bSSFP magnitude, " + software),
                        new NiftiWriter.Target(folder.place(PHASE + ".nii.gz"), "bSSFP phase (rad), " + software)),
                new long[] {grid.nx(), grid.ny(), grid.nz(), cycles},
                geometry,
                true,
                (plane, into) -> {
                    int cycle = (int) plane / grid.nz();
                    notFinite += slices.readPolar(cycle, (int) plane % grid.nz(), into[0], into[1]);
                },
                progress);
    }

    /**
     * Both parts as hyperstacks, cycles along frames, which every command recognises.
     *
     * @param prefix before the titles
     * @param info text for Image &gt; Show Info…
     */
    public List<ImagePlus> images(String prefix, String info, Progress progress) {
        VolumeGrid grid = series.grid();
        ImageStack magnitudes = new ImageStack(grid.nx(), grid.ny());
        ImageStack phases = new ImageStack(grid.nx(), grid.ny());
        ComplexSlices slices = new ComplexSlices(series);
        notFinite = 0;
        for (int cycle = 0; cycle < series.protocol().cycles(); cycle++) {
            String label = "increment "
                    + TypedNumber.show(series.protocol().phaseIncrementsDeg().get(cycle)) + " deg";
            for (int z = 0; z < grid.nz(); z++) {
                progress.checkCanceled();
                float[] magnitude = new float[grid.sliceVoxels()];
                float[] phase = new float[grid.sliceVoxels()];
                notFinite += slices.readPolar(cycle, z, magnitude, phase);
                magnitudes.addSlice(label, magnitude);
                phases.addSlice(label, phase);
            }
        }
        ImagePlus phase = image(prefix + PHASE, "phase", phases, info);
        ImageProperties.storePhaseUnit(phase, "radians");
        return List.of(image(prefix + MAGNITUDE, "magnitude", magnitudes, info), phase);
    }

    private ImagePlus image(String title, String role, ImageStack stack, String info) {
        VolumeGrid grid = series.grid();
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(1, grid.nz(), series.protocol().cycles());
        image.setOpenAsHyperStack(true);
        image.getCalibration().pixelWidth = grid.dxMm();
        image.getCalibration().pixelHeight = grid.dyMm();
        image.getCalibration().pixelDepth = grid.dzMm();
        image.getCalibration().setUnit("mm");
        image.setProperty("Info", info);
        ImageProperties.storeProtocol(image, sourced);
        ImageProperties.storeRole(image, role);
        ImageProperties.storeGeometry(image, geometry);
        return image;
    }
}

package org.relaxometry.bssfp.io.load;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
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

    private final SourcedProtocol sourced;
    private final Protocol protocol;
    private final NiftiGeometry geometry;
    private final List<ComplexVolume> polar;

    /**
     * Takes a series over: its samples become magnitude and phase in place, since nothing needs them any more and a copy of
     * a whole brain takes 400 MB.
     *
     * @param geometry where the voxels lie
     * @param sourced where its protocol comes from
     * @throws java.util.concurrent.CancellationException if the progress says so; the series is lost then
     */
    public SeriesFiles(ComplexSeries series, NiftiGeometry geometry, SourcedProtocol sourced, Progress progress) {
        this.sourced = new SourcedProtocol(series.protocol(), sourced.sources());
        protocol = series.protocol();
        this.geometry = geometry;
        polar = series.cycles();
        polar.forEach(cycle -> toPolar(cycle, progress));
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
        write(folder, MAGNITUDE, "magnitude", software, progress);
        write(folder, PHASE, "phase (rad)", software, progress);
    }

    /**
     * Both parts as hyperstacks, cycles along frames, which every command recognises.
     *
     * @param prefix before the titles
     * @param info text for Image &gt; Show Info…
     */
    public List<ImagePlus> images(String prefix, String info) {
        ImagePlus phase = image(prefix + PHASE, "phase", info);
        ImageProperties.storePhaseUnit(phase, "radians");
        return List.of(image(prefix + MAGNITUDE, "magnitude", info), phase);
    }

    private void write(ResultFolder folder, String name, String quantity, String software, Progress progress)
            throws IOException {
        List<float[]> volumes = polar.stream().map(cycle -> values(cycle, name)).toList();
        NiftiWriter.write(
                folder.place(name + ".nii.gz"),
                CycleVolumes.image(polar.get(0).grid(), volumes),
                geometry,
                "bSSFP " + quantity + ", " + software,
                true,
                progress);
    }

    private ImagePlus image(String title, String role, String info) {
        VolumeGrid grid = polar.get(0).grid();
        ImageStack stack = new ImageStack(grid.nx(), grid.ny());
        for (int cycle = 0; cycle < polar.size(); cycle++) {
            float[] values = values(polar.get(cycle), title);
            for (int z = 0; z < grid.nz(); z++) {
                String label = "increment "
                        + TypedNumber.show(protocol.phaseIncrementsDeg().get(cycle)) + " deg";
                stack.addSlice(label, Arrays.copyOfRange(values, z * grid.sliceVoxels(), (z + 1) * grid.sliceVoxels()));
            }
        }
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(1, grid.nz(), polar.size());
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

    private static float[] values(ComplexVolume cycle, String name) {
        return name.endsWith(PHASE) ? cycle.imaginary() : cycle.real();
    }

    private static void toPolar(ComplexVolume cycle, Progress progress) {
        float[] real = cycle.real();
        float[] imaginary = cycle.imaginary();
        int slice = cycle.grid().sliceVoxels();
        for (int i = 0; i < real.length; i++) {
            if (i % slice == 0) {
                progress.checkCanceled();
            }
            double x = real[i];
            double y = imaginary[i];
            real[i] = (float) Math.sqrt(x * x + y * y);
            imaginary[i] = (float) Math.atan2(y, x);
        }
    }
}

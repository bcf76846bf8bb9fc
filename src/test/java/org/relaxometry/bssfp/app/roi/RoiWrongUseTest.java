package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** Ways to use Monte Carlo on ROIs wrongly: the message each gets, and that nothing is written. */
class RoiWrongUseTest extends WrongUses {

    /** Each differs from a right call in what its last column says; an empty value takes a key away. */
    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no ROI", "There is no ROI: the ROI Manager is empty, and the series comes from files", "rois="),
                use("a file that does not exist", "there is no file", "rois=nothing.zip"),
                use("not a zip", "is not a zip file", "rois=text.zip"),
                use("a zip without ROIs", "there is no ROI in", "rois=none.zip"),
                use("a damaged ROI", "is not a ROI of ImageJ, or damaged", "rois=text.roi"),
                use("a ROI without pixels", "The ROI 'empty' is empty", "rois=empty.roi"),
                use(
                        "a ROI beside the images",
                        "The ROI 'beside' lies outside the images: it is at x = 100",
                        "rois=beside.roi"),
                use("a ROI in a slice that there is not", "its slice is 30, they have 2", "rois=beyond.roi"),
                use("a ROI outside the mask", "inside the mask", "mask=corner.nii"),
                use("labels on another grid", "must have the grid of the series", "rois=small.nii"),
                use("labels without a region", "is empty: no voxel differs from 0", "rois=zero.nii"),
                use("values that are no labels", "has the value 0.5. Labels are whole numbers", "rois=half.nii"),
                use("another image instead of labels", "neither an open image nor a file", "rois=nothing.nii"),
                use("SNR 0", "The SNR must be more than 0", "snr=0"),
                use("text for SNR", "snr must be a number", "snr=high"),
                use("unknown kind of SNR", "is not a value of 'snrof'", "snrof=F1"),
                use("negative noise", "must be a number, 0 or more, but is -1.0", "noise=-1"),
                use("noise and SNR", "The noise is given twice", "noise=1", "snr=10"),
                use("reference without SNR", "reference is what an SNR refers to", "noise=1", "reference=corner.nii"),
                use("reference without voxels", "is empty: no voxel differs from 0", "reference=zero.nii"),
                use("no samples", "samples must be a whole number from 1 to 100000", "samples=0"),
                use("too many samples", "samples must be a whole number from 1 to 100000", "samples=100001"),
                use("unknown method", "\"PLANET\" is not a method (Maximum", "methods=PLANET"),
                use(
                        "strength without the method that averages",
                        "strength is used by Adaptive maximum likelihood only, but the method is Maximum likelihood, MIRACLE",
                        "methods=Maximum likelihood, MIRACLE (fast)",
                        "strength=9"),
                use(
                        "no number for reach",
                        "reach must be a positive number",
                        "methods=Adaptive maximum likelihood",
                        "reach=far"),
                use("a method twice", "MIRACLE (fast) is given twice", "methods=MIRACLE (fast), miracle (FAST)"),
                use("no method", "At least one method", "methods=,"),
                use("unknown model", "There is no network \"svnn-13\"", "methods=svnn-13"),
                use("model of another protocol", "was trained for another protocol", "methods=svnn-12-uniform"),
                use(
                        "method without a network for the protocol",
                        "was trained for this protocol",
                        "methods=SVNN",
                        "tr=5"),
                use("engine without networks", "engine is used by networks only", "engine=Java"),
                use("text for a limit", "t1 must be a range", "t1=long"),
                use("no place for results", "give output=FOLDER", "output="));
    }

    private static WrongUse use(String what, String message, String... words) {
        return new WrongUse(what, FAILED, message, "roi", List.of(words));
    }

    @Test
    void theRightCallWorks() throws IOException {
        assertThat(launch("roi", List.of("output=right"))).isZero();
        assertThat(files()).contains("right/roi.csv", "right/roi.json", "right/roi-violins.png");
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of(
                "real=real.nii",
                "imaginary=imaginary.nii",
                "tr=4.8",
                "te=2.4",
                "flip=15",
                "increments=standard",
                "rois=right.roi",
                "samples=3",
                "threads=1",
                "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("real", "imaginary", "mask", "rois", "reference", "output")
                .contains(key);
    }

    @BeforeAll
    static void makeFiles() throws IOException {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        PhaseCycledSeries series = SimulatedSeries.simulate(protocol, 64 * 64 * 2);
        write("real.nii", series.images().first());
        write("imaginary.nii", series.images().second());
        write("small.nii", PlanarImgs.floats(32, 32, 2));
        write("zero.nii", PlanarImgs.floats(64, 64, 2));
        Img<FloatType> one = PlanarImgs.floats(64, 64, 2);
        one.firstElement().set(1);
        write("corner.nii", one);
        one.firstElement().set(0.5f);
        write("half.nii", one);
        Files.writeString(folder.resolve("text.zip"), "this is not a zip");
        Files.writeString(folder.resolve("text.roi"), "this is not a ROI");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("none.zip")))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        writeRoi("right.roi", new Roi(10, 10, 3, 3), 1);
        writeRoi("empty.roi", new PolygonRoi(new int[] {5, 5, 5}, new int[] {5, 9, 5}, 3, Roi.POLYGON), 1);
        writeRoi("beside.roi", new Roi(100, 10, 3, 3), 1);
        writeRoi("beyond.roi", new Roi(10, 10, 3, 3), 30);
    }

    private static void writeRoi(String name, Roi roi, int slice) throws IOException {
        roi.setPosition(slice);
        Files.write(folder.resolve(name), RoiEncoder.saveAsByteArray(roi));
    }

    private static void write(String name, RandomAccessibleInterval<FloatType> image) throws IOException {
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }
}

package org.relaxometry.bssfp.io.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Mutation;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Damaged and hostile ROI files give voxels or a refusal, in bounded memory, and nothing else. */
class RoiFuzzTest {

    private static final int FILES = 8000;

    /** Of a heap of 256 MB: two million pixels in two lists. */
    private static final long MOST_BYTES_ALLOCATED = 160_000_000;

    private static final VolumeGrid GRID = new VolumeGrid(8, 6, 5, 1, 1, 1);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(Long.getLong("seed", 20_250_730));
        List<byte[]> originals = originals();
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int refused = 0;
        try {
            for (int i = 0; i < FILES; i++) {
                byte[] bytes = Mutation.of(originals, random);
                long allocated = threads.getCurrentThreadAllocatedBytes();
                try {
                    assertThat(place(bytes)).isNotEmpty();
                } catch (IOException | IllegalArgumentException e) {
                    refused++;
                    assertThat(e).as("case %d", i).hasMessageMatching("(?s).*('rois'|ROI).{20,}\\.");
                } catch (RuntimeException | Error e) {
                    fail("case " + i + " gave " + e, e);
                }
                assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                        .as("bytes allocated by case %d", i)
                        .isLessThan(MOST_BYTES_ALLOCATED);
            }
        } finally {
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(refused).isBetween(FILES / 10, FILES * 9 / 10);
    }

    @Test
    void theOriginalsAreRead() throws IOException {
        for (byte[] original : originals()) {
            assertThat(place(original)).hasSize(1);
        }
    }

    @Test
    void aRectangleLargerThanAnyImageIsRefusedBeforeItIsFilled() throws IOException {
        byte[] bytes = RoiEncoder.saveAsByteArray(new Roi(0, 0, 30_000, 30_000));
        long allocated = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> place(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("30000 × 30000", "8 × 6");
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(5_000_000);
    }

    @Test
    void moreIsNotAnnouncedThanThereIs() {
        byte[] name = RoiEncoder.saveAsByteArray(named(new Roi(1, 1, 2, 2)));
        ByteBuffer.wrap(name).putInt(ByteBuffer.wrap(name).getInt(60) + 20, 1 << 30);
        byte[] shape = RoiEncoder.saveAsByteArray(new ShapeRoi(new OvalRoi(1, 1, 4, 4)));
        ByteBuffer.wrap(shape).putInt(36, 1 << 29);
        byte[] points = RoiEncoder.saveAsByteArray(new PointRoi(1, 1));
        ByteBuffer.wrap(points).putShort(16, (short) 0).putInt(18, Integer.MAX_VALUE);
        for (byte[] bytes : List.of(name, shape, points)) {
            assertThatThrownBy(() -> place(bytes))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("or damaged: it announces", "entries");
        }
    }

    @Test
    void textsPicturesAndArrowsAreRefused() {
        for (Roi roi : List.of(
                new TextRoi(1, 1, "text", new Font(Font.SANS_SERIF, Font.PLAIN, 4)),
                new ImageRoi(1, 1, new ByteProcessor(2, 2)),
                new Arrow(1, 1, 5, 4))) {
            assertThatThrownBy(() -> place(RoiEncoder.saveAsByteArray(roi)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The ROI 'fuzz' is a text, a picture or an arrow. Expected areas, lines or points; remove it.");
        }
    }

    @Test
    void namesAreOnOneLine() throws IOException {
        Roi roi = new Roi(1, 1, 2, 2);
        Path file = folder.resolve("a\nb\u0001.roi");
        Files.write(file, RoiEncoder.saveAsByteArray(roi));
        assertThat(DrawnRois.read(file).names()).containsExactly("a b ");
    }

    private List<RoiVoxels> place(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("fuzz.roi"), bytes);
        return new RoiPlacement(GRID, OptionalInt.empty(), new ArrayList<>()).place(DrawnRois.read(file));
    }

    private static List<byte[]> originals() {
        float[] x = {1, 5.5f, 6, 2};
        float[] y = {1, 1.25f, 4, 5};
        PolygonRoi curve = new PolygonRoi(x.clone(), y.clone(), Roi.POLYGON);
        curve.fitSpline();
        Roi rounded = new Roi(1, 1, 5, 4);
        rounded.setCornerDiameter(2);
        Roi thick = new Line(1, 1, 6, 4);
        thick.setStrokeWidth(3);
        PointRoi counted = new PointRoi(x.clone(), y.clone());
        counted.setCounters(new int[] {1, 2, 1, 0});
        List<Roi> rois = List.of(
                new Roi(1, 1, 3, 2),
                new Roi(1.5, 1.25, 3.5, 2.5),
                rounded,
                new OvalRoi(1, 1, 5, 4),
                new OvalRoi(1.5, 1.5, 4.5, 3.5),
                new PolygonRoi(new int[] {1, 6, 3}, new int[] {1, 2, 5}, 3, Roi.POLYGON),
                new PolygonRoi(new int[] {1, 6, 3}, new int[] {1, 2, 5}, 3, Roi.TRACED_ROI),
                new PolygonRoi(x.clone(), y.clone(), Roi.FREEROI),
                new PolygonRoi(x.clone(), y.clone(), Roi.POLYLINE),
                new PolygonRoi(new int[] {1, 6, 3}, new int[] {1, 2, 5}, 3, Roi.FREELINE),
                new PolygonRoi(new int[] {1, 6, 3}, new int[] {1, 2, 5}, 3, Roi.ANGLE),
                curve,
                new PointRoi(2, 3),
                counted,
                new Line(1, 1, 6, 4),
                thick,
                new EllipseRoi(1, 1, 6, 4, 0.5),
                new RotatedRectRoi(1, 1, 6, 4, 2),
                new ShapeRoi(new OvalRoi(1, 1, 4, 4)).or(new ShapeRoi(new Roi(4, 2, 3, 3))));
        return rois.stream()
                .map(RoiFuzzTest::named)
                .map(RoiEncoder::saveAsByteArray)
                .toList();
    }

    private static Roi named(Roi roi) {
        roi.setName("region");
        roi.setProperty("key", "value");
        roi.setPosition(2);
        return roi;
    }
}

package org.relaxometry.bssfp.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.text.Version;

class ResultWriterTest {

    private static final NiftiGeometry GEOMETRY = NiftiGeometry.ofVoxelSize(1, 1, 2);

    @TempDir
    Path place;

    private static ResultWriter writer(ResultFolder folder, Progress progress) {
        RunRecord record = new RunRecord(List.of(), List.of(), List.of()).put("Method", "none");
        return new ResultWriter(folder, record, progress);
    }

    @Test
    void mapInMillisecondsIsWrittenInSecondsBesideItsRecord() throws IOException {
        try (ResultFolder folder = new ResultFolder(place.toString(), "sub-01_", false)) {
            ResultWriter writer = writer(folder, Progress.NONE);
            writer.map("T1map", ArrayImgs.floats(new float[] {800, 1200}, 2, 1, 1), GEOMETRY, "T1", "ms");
            assertThat(writer.publish(line -> {}))
                    .containsExactly(place.resolve("sub-01_T1map.nii.gz"), place.resolve("sub-01_T1map.json"));
        }
        NiftiImage map = NiftiReader.read(place.resolve("sub-01_T1map.nii.gz"), Progress.NONE);
        assertThat(map.description()).isEqualTo("T1map (s), " + Version.program());
        List<Float> seconds = new ArrayList<>();
        Views.flatIterable(map.real()).forEach(value -> seconds.add(value.getRealFloat()));
        assertThat(seconds).containsExactly(0.8f, 1.2f);
        assertThat(Files.readString(place.resolve("sub-01_T1map.json")))
                .startsWith("{\n  \"Quantity\": \"T1\",\n  \"Units\": \"s\",\n  \"Method\": \"none\",\n")
                .endsWith("\n}\n");
    }

    @Test
    void everyKindOfResultTakesItsEndings() throws IOException {
        Figure figure = Figure.row(
                "title",
                Version.footer("part"),
                Panel.of(
                        "",
                        Axis.linear("x"),
                        Axis.linear("y"),
                        Trace.of("a", new double[] {1, 2}, new double[] {3, 4}, Trace.Look.LINE_AND_POINTS)));
        List<String> names = new ArrayList<>(ResultWriter.figureFiles("figure"));
        names.addAll(List.of(ResultWriter.pictureFile("picture"), "table.csv", "record.json", "page.html"));
        try (ResultFolder folder = new ResultFolder(place.toString(), "", false)) {
            ResultWriter writer = writer(folder, Progress.NONE);
            writer.figure("figure", figure);
            writer.picture("picture", new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
            writer.table("table", "a,b\n1,2\n");
            writer.json("record", Map.of("Quantity", "all"));
            writer.text("page.html", "ΔB0 ±");
            assertThat(writer.publish(line -> {}))
                    .containsExactlyElementsOf(
                            names.stream().map(place::resolve).toList());
        }
        assertThat(place.resolve("page.html")).hasContent("ΔB0 ±");
        assertThat(place.resolve("figure.svg")).content().contains("part · Bssfp_Relaxometry " + Version.current());
    }

    @Test
    void writingCanBeCancelledAndDoesNotMoveTheBar() throws IOException {
        Progress cancelled = new Progress() {
            @Override
            public void update(double fraction) {
                throw new AssertionError("moved to " + fraction);
            }

            @Override
            public boolean isCanceled() {
                return true;
            }
        };
        try (ResultFolder folder = new ResultFolder(place.toString(), "", false)) {
            assertThatThrownBy(
                            () -> writer(folder, cancelled).image("T1map", ArrayImgs.floats(2, 1, 1), GEOMETRY, "ms"))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(place).isEmptyDirectory();
    }
}

package org.relaxometry.bssfp.app.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.HeadlessMenu;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.app.map.MapT1T2B0;
import org.relaxometry.bssfp.app.study.ExploreProtocols;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.HyperStacks;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.mapping.Relaxometry;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** Whoever calls, and however the images are given: the same maps, bit for bit, as the launcher writes. */
class FacesTest {

    @TempDir
    static Path folder;

    private static final Context CONTEXT = new Context();

    /** T1 and T2 in seconds, as the launcher has written them. */
    private static float[] t1;

    private static float[] t2;

    @BeforeAll
    static void launch() throws Exception {
        TestSeries.write(folder);
        assertThat(Launcher.launch(new String[] {
                    "map",
                    "real=" + folder.resolve("real.nii"),
                    "imaginary=" + folder.resolve("imag.nii"),
                    "tr=4.8",
                    "te=2.4",
                    "flip=15",
                    "increments=standard",
                    "method=MIRACLE (fast)",
                    "output=" + folder.resolve("launcher")
                }))
                .isZero();
        t1 = values(folder.resolve("launcher/T1map.nii.gz"));
        t2 = values(folder.resolve("launcher/T2map.nii.gz"));
        assertThat(t1).hasSize(4096);
    }

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @Test
    void pathsFromAScript() throws Exception {
        assertSame(run(folder.resolve("real.nii"), folder.resolve("imag.nii").toString(), false));
    }

    @Test
    void openImagesFromAScript() throws Exception {
        Module module = run(opened("real.nii"), opened("imag.nii"), true);
        assertSame(module);
        assertThat(((ImagePlus) module.getOutput("t1")).getCalibration().getValueUnit())
                .isEqualTo("ms");
        assertThat((ImagePlus) module.getOutput("status")).isNotNull();
        assertThat(((ImagePlus) module.getOutput("maps")).getBitDepth()).isEqualTo(24);
        assertThat(module.getOutput("t1sigma"))
                .as("this method has no uncertainties")
                .isNull();
        assertThat(module.isOutputResolved("maps"))
                .as("SciJava does not show what nobody wants a window of")
                .isTrue();
        assertThat(module.isOutputResolved("t1")).isFalse();
    }

    @Test
    void imagesOfTheSameTitle() throws Exception {
        ImagePlus real = opened("real.nii");
        ImagePlus imaginary = opened("imag.nii");
        imaginary.setTitle(real.getTitle());
        assertSame(run(real, imaginary, false));
    }

    @Test
    void imagesOfImgLib2FromAScript() throws Exception {
        assertSame(run(
                TestSeries.SERIES.images().first(), TestSeries.SERIES.images().second(), false));
    }

    @Test
    void imagesWithNamedAxesFromAScript() throws Exception {
        assertSame(run(
                named(TestSeries.SERIES.images().first()),
                named(TestSeries.SERIES.images().second()),
                false));
    }

    /** As SCIFIO opens them. */
    @Test
    void whatADatasetHasLostIsSaid() throws Exception {
        Map<String, Object> keys = TestSeries.keys();
        keys.put("real", TestSeries.SERIES.images().first());
        keys.put("imaginary", TestSeries.SERIES.images().second());
        CommandService commands = CONTEXT.service(CommandService.class);
        ImagePlus map =
                (ImagePlus) commands.run(MapT1T2B0.class, false, keys).get().getOutput("t1");
        assertThat(map.getInfoProperty()).contains("where it lies in space is lost");
        keys.remove("tr");
        assertThatThrownBy(() -> commands.run(MapT1T2B0.class, false, keys).get())
                .rootCause()
                .hasMessageContaining("lacks TR")
                .hasMessageContaining("has lost the protocol of its file. Give the path of its file instead");
    }

    @Test
    void theLibrary() throws Exception {
        PhaseCycledSeries series = new PhaseCycledSeries(
                TestSeries.SERIES.grid(),
                TestSeries.SERIES.images(),
                TestSeries.SERIES.protocol(),
                Optional.empty(),
                Optional.empty());
        ParameterMaps maps = Relaxometry.by(Methods.MIRACLE_FAST).map(series);
        assertThat(seconds(maps.map(Parameter.T1).getPlane(0).getCurrentStorageArray()))
                .isEqualTo(t1);
    }

    @Test
    void aMacro() throws Exception {
        HeadlessMenu.runMacro(
                """
                setBatchMode(true);
                run("Map T1 T2 B0...", "real=[%1$s/real.nii] imaginary=[%1$s/imag.nii] tr=4.8 te=2.4 flip=15"
                  + " increments=standard method=[MIRACLE (fast)]");
                saveAs("Tiff", "%1$s/macro.tif");
                """
                        .formatted(folder));
        assertThat(seconds(pixels(IJ.openImage(folder.resolve("macro.tif").toString()))))
                .isEqualTo(t1);
    }

    @Test
    void filesOfAScriptAreThoseOfTheLauncher() throws Exception {
        Map<String, Object> keys = TestSeries.keys();
        keys.put("real", folder.resolve("real.nii"));
        keys.put("imaginary", folder.resolve("imag.nii").toFile());
        keys.put("output", folder.resolve("script"));
        CONTEXT.service(CommandService.class).run(MapT1T2B0.class, false, keys).get();
        try (var files = Files.list(folder.resolve("launcher"))) {
            for (Path file : files.toList()) {
                assertThat(folder.resolve("script").resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void tablesAndFigures() throws Exception {
        Module module = CONTEXT.service(CommandService.class)
                .run(ExploreProtocols.class, false, Map.of("points", 3))
                .get();
        assertThat(((ResultsTable) module.getOutput("table")).size()).isPositive();
        assertThat(((ImagePlus) module.getOutput("figure")).getWidth()).isGreaterThan(400);
        assertThat(module.getOutput("figure2")).isNull();
    }

    private static Module run(Object real, Object imaginary, boolean process) throws Exception {
        Map<String, Object> keys = TestSeries.keys();
        keys.put("real", real);
        keys.put("imaginary", imaginary);
        return CONTEXT.service(CommandService.class)
                .run(MapT1T2B0.class, process, keys)
                .get();
    }

    private static void assertSame(Module module) {
        assertThat(seconds(pixels((ImagePlus) module.getOutput("t1")))).isEqualTo(t1);
        assertThat(seconds(pixels((ImagePlus) module.getOutput("t2")))).isEqualTo(t2);
    }

    private static ImagePlus opened(String name) throws Exception {
        return HyperStacks.of(NiftiReader.read(folder.resolve(name), Progress.NONE), name);
    }

    static float[] pixels(ImagePlus image) {
        return (float[]) image.getStack().getPixels(1);
    }

    /** As files have them. */
    private static float[] seconds(float[] ms) {
        float[] seconds = new float[ms.length];
        for (int i = 0; i < ms.length; i++) {
            seconds[i] = ms[i] / 1000;
        }
        return seconds;
    }

    @SuppressWarnings("unchecked")
    private static float[] values(Path file) throws Exception {
        var image = (RandomAccessibleInterval<FloatType>)
                NiftiReader.read(file, Progress.NONE).real();
        float[] values = new float[4096];
        int v = 0;
        for (FloatType value : Views.flatIterable(image)) {
            values[v++] = value.get();
        }
        return values;
    }

    /** The dimensions in another order, with their names. */
    private static RandomAccessibleInterval<FloatType> named(RandomAccessibleInterval<FloatType> image) {
        Map<Integer, String> labels = new LinkedHashMap<>(Map.of(0, "X", 1, "Time", 2, "Z", 3, "Y"));
        return new NamedImage(Views.permute(image, 1, 3), labels);
    }
}

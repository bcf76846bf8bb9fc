package org.relaxometry.bssfp.app.script;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.app.frame.HeadlessMenu;
import org.relaxometry.bssfp.app.map.MapT1T2B0;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.script.ScriptInfo;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

/** The examples of {@code docs/scripts.md}, run by SciJava's script service with the engines of the languages. */
class ScriptExamplesTest {

    private static final Path PAGE = Path.of("docs", "scripts.md");
    private static final Map<String, String> EXTENSIONS =
            Map.of("groovy", "groovy", "python", "py", "javascript", "js");

    @TempDir
    static Path folder;

    private static float[] t1;

    /**
     * One example.
     *
     * @param language as the page names it
     */
    record Example(String language, String code, int number) {
        @Override
        public String toString() {
            return language + " " + number;
        }
    }

    @BeforeAll
    static void map() throws Exception {
        TestSeries.write(folder);
        try (Context context = new Context()) {
            Map<String, Object> keys = TestSeries.keys();
            keys.put("magnitude", folder.resolve("mag.nii.gz"));
            keys.put("phase", folder.resolve("phase.nii.gz"));
            t1 = FacesTest.pixels((ImagePlus) context.service(CommandService.class)
                    .run(MapT1T2B0.class, false, keys)
                    .get()
                    .getOutput("t1"));
        }
    }

    static List<Example> examples() throws Exception {
        List<Example> examples = new ArrayList<>();
        var fences = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE, StandardCharsets.UTF_8));
        while (fences.find()) {
            examples.add(new Example(fences.group(1), fences.group(2), examples.size() + 1));
        }
        assertThat(examples).extracting(Example::language).contains("groovy", "python", "javascript", "ijm", "java");
        return examples;
    }

    static List<Example> scripts() throws Exception {
        return examples().stream()
                .filter(example -> EXTENSIONS.containsKey(example.language()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void everyScriptOfThePageGivesTheMapsOfTheCommand(Example example) throws Exception {
        try (Context context = new Context()) {
            ScriptService scripts = context.service(ScriptService.class);
            // as Fiji has them
            scripts.addAlias(ImagePlus.class);
            new ScriptEngineManager().getEngineFactories().forEach(factory -> scripts.getIndex()
                    .add(factory, false));
            ScriptInfo info = new ScriptInfo(
                    context, "example." + EXTENSIONS.get(example.language()), new StringReader(example.code()));
            ScriptModule module =
                    scripts.run(info, true, "folder", folder.toString()).get();
            if (example.code().contains("failure")) {
                assertThat((String) module.getOutput("failure"))
                        .startsWith("missing: 'magnitude': there is neither an open image nor a file");
                assertThat(folder.resolve("maps/T1map.nii.gz")).isNotEmptyFile();
            } else if (example.code().contains("mask")) {
                assertThat(FacesTest.pixels((ImagePlus) module.getOutput("t1"))).hasSameSizeAs(t1);
            } else {
                assertThat(FacesTest.pixels((ImagePlus) module.getOutput("t1"))).isEqualTo(t1);
            }
        }
    }

    @Test
    void theMacroOfThePageSavesTheMapsOfTheCommand() throws Exception {
        for (Example example : examples()) {
            if (example.language().equals("ijm")) {
                HeadlessMenu.runMacro(example.code(), folder.toString());
            }
        }
        assertThat(FacesTest.pixels(IJ.openImage(folder.resolve("T1.tif").toString())))
                .isEqualTo(t1);
    }

    @Test
    void theProgramOfThePageIsTheOneThatIsTested() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java/org/relaxometry/bssfp/mapping/ExampleOfTheLibrary.java"),
                StandardCharsets.UTF_8);
        String body = source.substring(source.indexOf("// example\n") + 11, source.indexOf("    // end"))
                        .stripTrailing()
                        .stripIndent()
                + "\n";
        assertThat(examples().stream()
                        .filter(example -> example.language().equals("java"))
                        .map(Example::code))
                .containsExactly(body);
    }

    /** What the page says of scripts that call by IJ.run, where nothing can end them. */
    @Test
    void aScriptFindsTheReasonOfAFailureOfIjRun() throws Exception {
        HeadlessMenu.install();
        try {
            IJ.run("Map T1 T2 B0...", "magnitude=[" + folder + "/missing.nii.gz]");
        } catch (RuntimeException e) {
            // as where ImageJ has a window, if a macro has left batch mode on
            assertThat(e).hasMessage("Macro canceled");
        }
        assertThat(IJ.getErrorMessage()).contains("Without a screen the results can only be written to files");
    }
}

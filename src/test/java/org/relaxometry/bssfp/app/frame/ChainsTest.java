package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.screen.Proposals;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.HyperStacks;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.protocol.Protocol;
import org.scijava.Context;
import org.scijava.command.CommandService;

/**
 * Commands after one another in one ImageJ in which nobody closes a window: each is run with what its dialog proposes, as by a
 * user who presses OK.
 */
class ChainsTest {

    /** All that pass an image on. */
    private static final List<String> COMMANDS =
            List.of("gibbs", "motion", "phase", "masks", "unwrap", "preprocess", "configurations", "map");

    private static final List<String> NEW_SERIES = List.of("gibbs", "motion", "phase", "preprocess");

    private static final Map<String, Map<String, String>> TYPED = Map.of(
            "map", Map.of("method", "MIRACLE (fast)"),
            "preprocess", Map.of("qc", "false", "b1", ""));

    private final Context context = new Context(CommandService.class);
    private final List<OpenImages> open = new ArrayList<>();

    @BeforeEach
    void beInAMacro() throws ReflectiveOperationException {
        Interpreter interpreter = new Interpreter();
        interpreter.run("1;");
        setInterpreter(interpreter);
        open("mag");
        open("phase");
    }

    @AfterEach
    void close() throws ReflectiveOperationException {
        ImageNames.open().forEach(Interpreter::removeBatchModeImage);
        open.forEach(OpenImages::close);
        WindowManager.setTempCurrentImage(null);
        setInterpreter(null);
        context.close();
    }

    /** With an interpreter, a program without a screen shows its images to the macro that runs. */
    private static void setInterpreter(Interpreter interpreter) throws ReflectiveOperationException {
        Method setter = Interpreter.class.getDeclaredMethod("setInstance", Interpreter.class);
        setter.setAccessible(true);
        setter.invoke(null, interpreter);
    }

    /** Every second voxel of the brain along every axis. */
    private void open(String part) {
        ImagePlus all = HyperStacks.of(read(part), "");
        ImagePlus image = IJ.createHyperStack("sub_" + part, 32, 32, 1, 12, 6, 32);
        for (int cycle = 0; cycle < 6; cycle++) {
            for (int z = 0; z < 12; z++) {
                var from = all.getStack().getProcessor(all.getStackIndex(1, 2 * z + 1, cycle + 1));
                var to = image.getStack().getProcessor(image.getStackIndex(1, z + 1, cycle + 1));
                for (int i = 0; i < 32 * 32; i++) {
                    to.setf(i % 32, i / 32, from.getf(2 * (i % 32), 2 * (i / 32)));
                }
            }
        }
        image.getCalibration().pixelWidth = 7.15;
        image.getCalibration().pixelHeight = 7.15;
        image.getCalibration().pixelDepth = 10.4;
        image.getCalibration().setUnit("mm");
        ImageProperties.storeProtocol(image, new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6)));
        open.add(new OpenImages(image));
    }

    private static org.relaxometry.bssfp.io.nifti.NiftiImage read(String part) {
        try {
            return NiftiReader.read(SampleBrain.series(6, part), Progress.NONE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A walk along all arrows between the commands: each follows on each, itself included, in one session. */
    @Tag("slow")
    @Test
    void everyCommandTakesWhatTheOneBeforeHasMadeWhateverTheOrder() {
        List<String> walk = eulerianWalk(COMMANDS);
        assertThat(walk).hasSize(COMMANDS.size() * COMMANDS.size() + 1);
        String series = "sub";
        String mask = "";
        for (String command : walk) {
            Map<String, String> proposed =
                    Proposals.of(command, CommandRunner.of(context, command).keys());
            String so = command + " with " + proposed;
            assertThat(source(proposed, "magnitude")).as(so).isEqualTo(series);
            assertThat(source(proposed, "phase")).as(so).isEqualTo(series);
            boolean made =
                    mask.equals(series) && !List.of("masks", "preprocess").contains(command);
            assertThat(proposed.containsKey("mask")).as(so).isEqualTo(made);
            assertThat(proposed.keySet()).as(so).isSubsetOf("magnitude", "phase", "mask");
            run(command, proposed);
            ImagePlus newest = ImageNames.open().get(ImageNames.open().size() - 1);
            if (NEW_SERIES.contains(command)) {
                assertThat(ImageNames.source(newest)).isNotEqualTo(series).startsWith("sub (");
                series = ImageNames.source(newest);
            }
            if (List.of("masks", "preprocess").contains(command)) {
                mask = series;
            }
        }
        List<String> titles =
                ImageNames.open().stream().map(ImagePlus::getTitle).toList();
        assertThat(titles).doesNotHaveDuplicates().contains("sub (Gibbs) · magnitude");
    }

    @Test
    void theSampleOpenedTwiceMappedByTwoMethodsAndCompared() {
        run("sample", Map.of());
        run("sample", Map.of());
        Map<String, String> second =
                Map.of("magnitude", "brain_mag (2)", "phase", "brain_phase (2)", "b1", "brain_B1 (2)");
        assertThat(propose("map")).isEqualTo(second);
        run("map", with(second, "method", "MIRACLE (fast)"));
        assertThat(propose("map")).isEqualTo(second);
        run("map", with(second, "method", "Maximum likelihood"));
        run("map", with(second, "method", "Maximum likelihood"));
        WindowManager.setTempCurrentImage(
                ImageNames.find("brain (2) · T1 (ms) · ML").orElseThrow());
        assertThat(propose("compare"))
                .isEqualTo(Map.of("first", "brain (2) · T1 (ms) · ML", "second", "brain (2) · T1 (ms) · ML (2)"));
        run("compare", Map.of("first", "brain (2) · T1 (ms) · MIRACLE (fast)", "second", "brain (2) · T1 (ms) · ML"));
        assertThat(ImageNames.find("brain (2) · difference of T1 (ms) · ML - MIRACLE (fast)"))
                .isPresent();
    }

    private String source(Map<String, String> proposed, String key) {
        return Optional.ofNullable(proposed.get(key))
                .flatMap(ImageNames::find)
                .map(ImageNames::source)
                .orElse("");
    }

    private Map<String, String> propose(String command) {
        return Proposals.of(command, CommandRunner.of(context, command).keys());
    }

    private static Map<String, String> with(Map<String, String> texts, String key, String text) {
        Map<String, String> more = new HashMap<>(texts);
        more.put(key, text);
        return more;
    }

    private void run(String command, Map<String, String> proposed) {
        Map<String, String> texts = new HashMap<>(proposed);
        TYPED.getOrDefault(command, Map.of()).forEach(texts::putIfAbsent);
        assertThat(CommandRunner.of(context, command).run(texts))
                .as(command + " with " + texts)
                .isEmpty();
    }

    /** By Hierholzer: along every arrow once. */
    private static List<String> eulerianWalk(List<String> nodes) {
        Map<String, Integer> taken = new HashMap<>();
        List<String> path = new ArrayList<>(List.of(nodes.get(0)));
        List<String> walk = new ArrayList<>();
        while (!path.isEmpty()) {
            String last = path.get(path.size() - 1);
            int next = taken.merge(last, 1, Integer::sum) - 1;
            if (next < nodes.size()) {
                path.add(nodes.get(next));
            } else {
                walk.add(0, path.remove(path.size() - 1));
            }
        }
        return walk;
    }
}

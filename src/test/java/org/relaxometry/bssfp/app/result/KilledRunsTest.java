package org.relaxometry.bssfp.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.app.frame.ChildRun;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.series.BrainFiles;

/**
 * Programs that are killed while they replace the results of an earlier run, at random and while they publish. {@code -Dkills=100} is the
 * number of kills of each command.
 */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
class KilledRunsTest {

    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final List<String> SIGNALS = List.of("KILL", "TERM", "INT");
    private static final long LOOK_NANOSECONDS = 100_000;
    private static final String MODEL = "svnn-complex-4-uniform";
    private static final int SLICES = 6;

    /** What others have in the folder. */
    private static final Map<String, String> FOREIGN = Map.of("notes.txt", "mine", "b_T1map.json", "{}", "T1.txt", "");

    @TempDir
    Path place;

    private final Random random = new Random(1);
    private final Map<String, Integer> tally = new TreeMap<>();
    private Path folder;
    private int seed;
    private long nanoseconds;
    private long publishingNanoseconds;

    @ParameterizedTest
    @ValueSource(strings = {"import", "map", "preprocess", "train"})
    void nothingIsMixedAndNothingLostAndTheNextRunGoesOn(String command) throws Exception {
        scan();
        folder = Files.createDirectory(place.resolve("results"));
        for (Map.Entry<String, String> file : FOREIGN.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        complete(command);
        for (int i = 0; i < KILLS; i++) {
            killed(command, SIGNALS.get(i % SIGNALS.size()), i / SIGNALS.size() % 2 == 0);
            if (i % 10 == 9) {
                complete(command);
            }
        }
        complete(command);
        System.out.println(command + ": " + tally);
    }

    private void scan() throws Exception {
        Path scan = Files.createDirectory(place.resolve("scan"));
        BrainFiles brain = new BrainFiles(SLICES);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                brain.writeNifti(
                        scan.resolve(BrainFiles.name(isPhase, cycle)), isPhase, cycle, BrainFiles.json(isPhase, cycle));
            }
        }
        try (ChildRun run = new ChildRun(
                place.resolve("imported.txt"), List.of("import", "folder=" + scan, "output=" + place.resolve("in")))) {
            run.end();
            assertThat(run.exitCode()).isZero();
        }
    }

    private List<String> call(String command) {
        List<String> call = new ArrayList<>(List.of(command, "output=" + folder, "overwrite=true"));
        Path in = place.resolve("in");
        List<String> series = List.of(
                "magnitude=" + in.resolve("bssfp_part-mag.nii.gz"), "phase=" + in.resolve("bssfp_part-phase.nii.gz"));
        call.addAll(
                switch (command) {
                    case "import" -> List.of("folder=" + place.resolve("scan"), "tr=" + (4.8 + 0.001 * seed++));
                    case "train" ->
                        List.of(
                                "increments=standard 4",
                                "tr=4.8",
                                "te=2.4",
                                "flip=15",
                                "samples=1000",
                                "epochs=20",
                                "hidden=8",
                                "resume=false",
                                "seed=" + seed++);
                    case "map" -> List.of("method=MIRACLE (fast)");
                    default -> List.of("gibbs=false", "motion=false", "qc=false");
                });
        if (command.equals("map") || command.equals("preprocess")) {
            call.addAll(series);
            // equal runs would write equal files
            call.add("tr=" + (4.8 + 0.001 * seed++));
        }
        return call;
    }

    /** A run that nobody disturbs. */
    private void complete(String command) throws Exception {
        Map<String, String> before = files();
        long start = System.nanoTime();
        try (ChildRun run = new ChildRun(place.resolve("messages.txt"), call(command))) {
            long begin = 0;
            while (run.isAlive()) {
                if (publishes()) {
                    begin = begin == 0 ? System.nanoTime() : begin;
                    publishingNanoseconds = System.nanoTime() - begin;
                }
                LockSupport.parkNanos(LOOK_NANOSECONDS);
            }
            assertThat(run.end()).doesNotContain("ERROR").contains("Wrote ");
            assertThat(run.exitCode()).isZero();
        }
        nanoseconds = System.nanoTime() - start;
        assertNew(command, before);
        assertNothingLeft();
    }

    private void killed(String command, String signal, boolean whilePublishing) throws Exception {
        Map<String, String> before = files();
        String said;
        try (ChildRun run = new ChildRun(place.resolve("messages.txt"), call(command))) {
            if (whilePublishing) {
                while (run.isAlive() && !publishes()) {
                    LockSupport.parkNanos(LOOK_NANOSECONDS);
                }
                LockSupport.parkNanos((long) (random.nextDouble() * publishingNanoseconds));
            } else {
                LockSupport.parkNanos((long) (random.nextDouble() * nanoseconds));
            }
            run.kill(signal);
            said = run.end();
        }
        assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
        if (!signal.equals("KILL")) {
            assertNothingLeft();
        }
        assertThat(runs()).as(signal).hasSizeLessThanOrEqualTo(1);
        boolean broken = !isWhole(command, before);
        assertThat(broken).isIn(false, signal.equals("KILL"));
        // any run in this folder puts it in order
        try (ResultFolder next = new ResultFolder(folder.toString(), "next_", false)) {
            next.claim(List.of("T1map.json"));
        }
        assertNothingLeft();
        boolean old = files().equals(before);
        if (!old) {
            assertNew(command, before);
        }
        tally.merge(
                signal
                        + (whilePublishing ? " while publishing" : " at random")
                        + (broken ? ", put in order" : "")
                        + (old ? ": old" : ": new"),
                1,
                Integer::sum);
    }

    /** Whether a run holds the folder and has written what it will publish. */
    private boolean publishes() throws IOException {
        if (!Files.exists(folder.resolve(".unfinished.lock"))) {
            return false;
        }
        try (DirectoryStream<Path> staging = Files.newDirectoryStream(folder, ".unfinished-*")) {
            for (Path each : staging) {
                String[] fresh = each.resolve("new").toFile().list();
                String[] aside = each.resolve("old").toFile().list();
                if (fresh != null && fresh.length > 0 || aside != null && aside.length > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(file -> folder.relativize(file).toString().startsWith(".")))
                    .isEmpty();
        }
        for (Map.Entry<String, String> file : FOREIGN.entrySet()) {
            assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
        }
    }

    /** The results by name, with their checksums. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (!FOREIGN.containsKey(name) && !name.startsWith(".") && !name.endsWith(".training")) {
                    files.put(name, InputFile.of("", file, Progress.NONE).sha256());
                }
            }
        }
        return files;
    }

    private TreeSet<String> runs() throws IOException {
        TreeSet<String> runs = new TreeSet<>();
        for (JsonObject record : records().values()) {
            if (record.has("RunId")) {
                runs.add(record.get("RunId").getAsString());
            }
        }
        return runs;
    }

    private Map<String, JsonObject> records() throws IOException {
        Map<String, JsonObject> records = new TreeMap<>();
        for (String name : files().keySet()) {
            if (name.endsWith(".json")) {
                records.put(
                        name,
                        JsonParser.parseString(Files.readString(folder.resolve(name)))
                                .getAsJsonObject());
            }
        }
        return records;
    }

    private boolean isWhole(String command, Map<String, String> before) throws IOException {
        if (files().equals(before)) {
            return true;
        }
        try {
            assertNew(command, before);
            return true;
        } catch (AssertionError | IOException e) {
            return false;
        }
    }

    /** All files are of one run, another than before, and as this run wrote them. */
    private void assertNew(String command, Map<String, String> before) throws IOException {
        Map<String, String> now = files();
        if (command.equals("train")) {
            ModelFiles.read(folder.resolve(MODEL + ".json"));
            // another seed, other files; Ctrl-C leaves the curve away
            now.forEach((name, sum) -> assertThat(sum).as(name).isNotEqualTo(before.get(name)));
            assertThat(now.keySet()).contains(MODEL + ".json", MODEL + ".safetensors");
            return;
        }
        assertThat(runs()).hasSize(1);
        for (JsonObject record : records().values()) {
            TreeSet<String> named = new TreeSet<>();
            for (JsonElement file : record.getAsJsonArray("Files")) {
                JsonObject entry = file.getAsJsonObject();
                String name = entry.get("Name").getAsString();
                named.add(name);
                if (entry.has("SHA256")) {
                    assertThat(entry.get("SHA256").getAsString()).as(name).isEqualTo(now.get(name));
                } else {
                    assertThat(now.get(name)).isNotEqualTo(before.get(name));
                }
            }
            assertThat(named).isEqualTo(new TreeSet<>(now.keySet()));
        }
    }
}

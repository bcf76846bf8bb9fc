package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.series.scan.Member;

/** Damaged and odd folders give a table, a refusal or an {@link IOException} that names a file, and nothing else. */
class ImportFuzzTest {

    private static final ImportChoices NOTHING_TYPED = new ImportChoices("", "", "", "", "", "auto");

    private static final List<Object> ODD = List.of(
            0,
            -1,
            1e300,
            1e-300,
            "0.0048",
            "1e999",
            "",
            "NaN",
            List.of(),
            List.of("M", "P"),
            List.of(1, 2),
            Map.of("a", 1),
            true);

    private final Random random = new Random(20_261_127);

    @TempDir
    Path folder;

    @Test
    void oddSidecarsAreReadOrRefused() throws IOException {
        BrainFiles brain = new BrainFiles(1);
        List<Charset> charsets = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE);
        int planned = 0;
        for (int i = 0; i < 150; i++) {
            for (int half = 0; half < 6; half++) {
                boolean isPhase = half % 2 == 1;
                Path image = folder.resolve(BrainFiles.name(isPhase, half / 2));
                Map<String, Object> json = new LinkedHashMap<>(BrainFiles.json(isPhase, half / 2));
                json.put("RepetitionTimeExcitation", 0.0048);
                json.put("UsePhilipsFloatNotDisplayScaling", random.nextInt(2));
                json.put("PhilipsScaleSlope", 0.004);
                List<String> keys = new ArrayList<>(json.keySet());
                json.put(keys.get(random.nextInt(keys.size())), ODD.get(random.nextInt(ODD.size())));
                brain.writeNifti(image, isPhase, half / 2, json);
                byte[] text = new Gson().toJson(json).getBytes(charsets.get(random.nextInt(3)));
                if (random.nextInt(4) == 0) {
                    text[random.nextInt(text.length)] = (byte) random.nextInt();
                }
                Files.write(Path.of(image.toString().replace(".nii", ".json")), text);
            }
            planned += isPlanned(i) ? 1 : 0;
        }
        assertThat(planned).isPositive();
    }

    @Test
    void damagedEnhancedFilesAreReadOrRefused() throws IOException {
        BrainFiles brain = new BrainFiles(1);
        brain.writeEnhanced(folder.resolve("m.dcm"), false, 0, 3);
        brain.writeEnhanced(folder.resolve("p.dcm"), true, 0, 3);
        byte[] whole = Files.readAllBytes(folder.resolve("m.dcm"));
        int head = whole.length - 3 * Short.BYTES * 64 * 64;
        int planned = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int b = 0; b < 1 + random.nextInt(3); b++) {
                damaged[132 + random.nextInt(head - 132)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve("m.dcm"), damaged);
            planned += isPlanned(i) ? 1 : 0;
        }
        assertThat(planned).isPositive();
    }

    private boolean isPlanned(int trial) {
        try {
            FoundSeries found = SeriesScan.scan(folder.toString(), Progress.NONE);
            ImportPlan plan = found.plan(NOTHING_TYPED);
            for (FoundCycle cycle : found.cycles()) {
                for (Member member : cycle.members()) {
                    StoredValues.of(member.image());
                }
            }
            assertThat(plan.tableLines()).isNotEmpty();
            assertThat(found.broken()).allMatch(line -> line.endsWith("."));
            return plan.problems().isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            return false;
        } catch (RuntimeException | Error e) {
            return fail("trial " + trial + " gave " + e, e);
        }
    }
}

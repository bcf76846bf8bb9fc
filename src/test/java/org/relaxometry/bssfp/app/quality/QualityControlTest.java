package org.relaxometry.bssfp.app.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.bringin.OpenSampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.protocol.Protocol;
import org.scijava.Context;
import org.scijava.command.CommandService;

class QualityControlTest {

    private static final String PICTURE = "a picture";

    @TempDir
    Path folder;

    @Test
    void theSampleBrainWithItsB1MapHasNoWarnings() throws IOException {
        String page = page(12, Map.of("b1", SampleBrain.truth("B1_rel.nii.gz").toString()));
        assertThat(page)
                .contains(
                        "No warnings.",
                        "Verdict: as stated",
                        "Cycles at a glance",
                        "Maps and residual",
                        "What adaptive averaging would remove",
                        "B1 (ratio)")
                .doesNotContain("class=\"warning\"");
        assertThat(page.split(PICTURE))
                .as("cycles, motion, masks, maps and what averaging removes")
                .hasSize(6);
    }

    @Test
    void withoutB1MapThePageSaysWhatThatCosts() throws IOException {
        assertThat(page(6, Map.of()))
                .contains("There is no B1 map", "class=\"warning\"")
                .doesNotContain("No warnings");
    }

    @Test
    void filesAreNamedWithoutTheirFolders() throws IOException {
        Path patient = Files.createDirectory(folder.resolve("Miller Jane"));
        Path protocol = Files.writeString(
                patient.resolve("stated.json"), ProtocolJson.write(OpenSampleBrain.PROTOCOL_OF_SAMPLE));
        Path b1 = Files.copy(SampleBrain.truth("B1_rel.nii.gz"), patient.resolve("B1 <0>.nii.gz"));
        assertThat(page(12, Map.of("b1", b1.toString(), "protocol", protocol.toString())))
                .contains("stated.json", "B1 &lt;0&gt;.nii.gz", "pcbssfp_mag_siemens_int16_brain.nii.gz")
                .doesNotContain("Miller", folder.toString(), "test-data", "brain/");
    }

    @Test
    void oppositeHandednessIsAWarningAndNoMapsAreShown() throws IOException {
        String reversed = Protocol.standardIncrementsDeg(6).stream()
                .map(increment -> Double.toString(-increment))
                .collect(Collectors.joining(","));
        assertThat(page(6, Map.of("increments", reversed)))
                .contains("opposite handedness", "No maps were made for this page")
                .doesNotContain("Maps and residual");
    }

    @Test
    void twoCyclesThatChangedPlacesStickOut() throws IOException {
        List<Double> increments = new ArrayList<>(Protocol.standardIncrementsDeg(12));
        Collections.swap(increments, 5, 6);
        String typed = increments.stream().map(String::valueOf).collect(Collectors.joining(","));
        assertThat(page(12, Map.of("increments", typed)))
                .contains("Cycles 6 and 7 are exchanged", "No maps were made for this page");
    }

    private String page(int cycles, Map<String, String> keys) throws IOException {
        Map<String, String> all = new HashMap<>(keys);
        all.put("magnitude", SampleBrain.series(cycles, "mag").toString());
        all.put("phase", SampleBrain.series(cycles, "phase").toString());
        all.put("output", folder.toString());
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "qc").run(all)).isEqualTo(Optional.empty());
        }
        // pictures would fill the message of a failure
        return Files.readString(folder.resolve("qc.html"))
                .replaceAll("data:image/png;base64,[A-Za-z0-9+/=]{100,}", PICTURE);
    }
}

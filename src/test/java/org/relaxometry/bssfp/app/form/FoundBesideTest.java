package org.relaxometry.bssfp.app.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.key.Key;

class FoundBesideTest {

    private static final Path BRAIN = Path.of("test-data/brain").toAbsolutePath();
    private static final String MAGNITUDE =
            BRAIN.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz").toString();
    private static final String PHASE =
            BRAIN.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz").toString();

    @Test
    void thePhaseTheB1MapAndTheProtocolOfAMagnitudeAreFound() {
        FoundBeside found = FoundBeside.of("magnitude", MAGNITUDE, false);
        assertThat(found.files())
                .containsOnly(
                        Map.entry("phase", PHASE),
                        Map.entry("b1", BRAIN.resolve("B1_rel.nii.gz").toString()));
        assertThat(found.protocol())
                .containsEntry("tr", "4.8")
                .containsEntry("te", "2.4")
                .containsEntry("flip", "15");
        assertThat(found.sentence()).startsWith("Found beside the file and filled in: phase pcbssfp_phase");
        assertThat(FoundBeside.of("phase", PHASE, false).files()).containsEntry("magnitude", MAGNITUDE);
    }

    @Test
    void twoB1MapsAreNotChosenBetweenAndAFileThatIsNoneHasNothingBesideIt(@TempDir Path folder) throws Exception {
        for (String name : List.of("pcbssfp_mag_siemens_int16_brain", "pcbssfp_phase_siemens_int16_brain")) {
            Files.copy(BRAIN.resolve(name + ".nii.gz"), folder.resolve(name + ".nii.gz"));
        }
        Files.copy(BRAIN.resolve("B1_rel.nii.gz"), folder.resolve("B1_rel.nii.gz"));
        Files.copy(BRAIN.resolve("B1_rel.nii.gz"), folder.resolve("b1map_2.nii.gz"));
        String magnitude =
                folder.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz").toString();
        assertThat(FoundBeside.of("magnitude", magnitude, false).files()).containsOnlyKeys("phase");
        assertThat(FoundBeside.of("magnitude", "brain_mag", false)).isEqualTo(FoundBeside.NOTHING);
    }

    @Test
    void whatIsFoundGoesIntoEmptyFieldsOnlyAndIsAnAnswer() {
        List<Key<?>> keys = List.of(
                Key.image("magnitude", "Magnitude", "."),
                Key.image("phase", "Phase", "."),
                Key.image("b1", "B1", "."),
                Key.text("tr", "TR", "."));
        DialogForm form = new DialogForm(keys, Map.of("magnitude", MAGNITUDE, "b1", "mine.nii"));
        form.take(FoundBeside.of("magnitude", MAGNITUDE, false), form.fields().get(0), MAGNITUDE);
        assertThat(form.answer())
                .containsOnly(
                        Map.entry("magnitude", MAGNITUDE), Map.entry("phase", PHASE), Map.entry("b1", "mine.nii"));
        assertThat(form.fields().get(3).text()).as("shown, but no answer").isEqualTo("4.8");
        assertThat(form.remark()).contains("phase pcbssfp_phase", "protocol").doesNotContain("B1_rel");
    }

    @Test
    void aListIsTickedAndItsTextStaysTheList() {
        TickedList list = new TickedList(
                Key.list("methods", "Methods", ".", List.of("Maximum likelihood", "MIRACLE (fast)", "SVNN"), ""), 10);
        list.setText("miracle (fast), svnn-12-invivo, SVNN");
        assertThat(list.text()).isEqualTo("MIRACLE (fast), SVNN, svnn-12-invivo");
        list.setText("");
        assertThat(list.text()).isEmpty();
        InputField field = InputField.of(
                Key.list("methods", "Methods", ".", List.of("A", "B"), "").usual("B, A"));
        assertThat(field.text()).isEqualTo("B, A");
    }

    @Test
    void aListSaysWhatNothingTickedMeansAndWhatMayBeTyped() {
        TickedList list = new TickedList(
                Key.list("contrasts", "Contrasts", "Which. Empty: all.", List.of("T1w", "FLAIR"), "such as FLAIR TI=9"),
                10);
        assertThat(list.prompt()).isEqualTo("nothing ticked: all");
        list.setText("T1w");
        assertThat(list.prompt()).isEqualTo("such as FLAIR TI=9");
    }

    @Test
    void anEmptyFieldOfAPathSaysWhatItWants() {
        assertThat(InputField.wanted(Key.folder("output", "Output folder", "Where it goes. Empty: nowhere.")))
                .isEqualTo("nowhere");
        assertThat(InputField.wanted(Key.place("folder", "Folder", "Folder of sub-… and a.json, in sub-folders too.")))
                .isEqualTo("Folder of sub-… and a.json");
    }

    @Test
    void anEmptyFieldSaysWhatItStandsFor() {
        assertThat(Key.text("snr", "SNR", "Of the samples. Empty: 25 and 50. Or so.")
                        .whenEmpty())
                .isEqualTo("25 and 50");
        assertThat(Key.text("te", "TE", "Echo time. Empty: TR/2, or 2.4 ms.").whenEmpty())
                .isEqualTo("TR/2, or 2.4 ms");
        assertThat(Key.text("a", "A", "Anything.").whenEmpty()).isEmpty();
    }
}

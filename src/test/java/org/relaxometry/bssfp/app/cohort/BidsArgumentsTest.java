package org.relaxometry.bssfp.app.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of a BIDS app. */
class BidsArgumentsTest {

    private static Map<String, String> parse(String line) {
        List<String> others = new ArrayList<>();
        Map<String, String> keys = BidsArguments.parse(List.of(line.split(" ")), others);
        assertThat(others).allMatch(word -> word.contains("="));
        return keys;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/data /out participant --participant_label 01 sub-02 --session_label 1",
                "--participant_label 01 sub-02 --session_label 1 --skip_bids_validator /data /out participant",
                "/data /out participant --participant-label 01 sub-02 --session-label=1 --skip-bids-validator",
                "/data /out --participant_label 01 sub-02 --session_label 1 participant",
                "/data /out participant --participant_label 01 sub-02 threads=2 --session_label 1"
            })
    void placesAndFlagsStandInAnyOrder(String line) {
        assertThat(parse(line))
                .containsEntry("bids", "/data")
                .containsEntry("output", "/out")
                .containsEntry("level", "participant")
                .containsEntry("participants", "01, sub-02")
                .containsEntry("sessions", "1")
                .hasSize(5);
    }

    @Test
    void theRestOfTheFlags() {
        assertThat(parse("/data /out group --dry_run --n_cpus 4 --bids-filter-file f.json --settings s.json"))
                .containsEntry("dryrun", "true")
                .containsEntry("threads", "4")
                .containsEntry("filter", "f.json")
                .containsEntry("settings", "s.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/data /out participant --anat-only; is no flag",
                "/data /out participant more; but besides these",
                "/data /out participant --participant_label; a value is expected",
                "/data /out participant --participant_label 01 --participant_label 02; is given twice"
            })
    void whatIsWrongIsSaid(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}

package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogDefaultsTest {

    @ParameterizedTest
    @CsvSource({
        "magnitude, sub1_mag.tif, true",
        "magnitude, brain_mag, true",
        "magnitude, MAGNITUDE, true",
        "magnitude, image.tif, false",
        "phase, sub1_ph.tif, true",
        "phase, brain_phase, true",
        "phase, phantom.tif, false",
        "b1, brain_B1, true",
        "b1, B1map.nii, true",
        "b1, sub1_ph.tif, false",
        "b1, sub1_mag.tif, false",
        "mask, brain_mask.tif, true",
        "mask, masked_mag, false",
    })
    void aTitleSpeaksForAKeyOnlyByAWholeWord(String key, String title, boolean speaks) {
        assertThat(DialogDefaults.speaksFor(key, title)).isEqualTo(speaks);
    }

    @ParameterizedTest
    @CsvSource({
        "bssfp_part-mag, bssfp_part-phase",
        "brain_mag, brain_phase",
        // shared letters are no shared word
        "b_mag, sub2_phase",
        "sub2_phase, sub2_phase",
    })
    void partsOfOneSeriesBelongTogetherAndElseTheNewestImageIsSuggested(String model, String phase) {
        assertThat(DialogDefaults.mostLike(model, List.of("sub2_phase", "bssfp_part-phase", "brain_phase")))
                .contains(phase);
    }
}

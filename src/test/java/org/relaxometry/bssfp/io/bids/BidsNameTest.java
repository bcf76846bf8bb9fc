package org.relaxometry.bssfp.io.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files in a data set. */
class BidsNameTest {

    @Test
    void entitiesSuffixAndExtensionAreTakenApartInTheirOrder() {
        BidsName name = BidsName.of(Path.of("anat/sub-01_ses-2_acq-pc03_part-mag_bssfp.nii.gz"))
                .orElseThrow();
        assertThat(name.entities().keySet()).containsExactly("sub", "ses", "acq", "part");
        assertThat(name.entity("acq")).isEqualTo("pc03");
        assertThat(name.entity("run")).isEmpty();
        assertThat(name.suffix()).isEqualTo("bssfp");
        assertThat(name.isImage()).isTrue();
        assertThat(name.without(List.of("part")).stem()).isEqualTo("sub-01_ses-2_acq-pc03");
        assertThat(name.with("acq", "pc").stem()).isEqualTo("sub-01_ses-2_acq-pc_part-mag");
        assertThat(name.with("acq", "").stem()).isEqualTo("sub-01_ses-2_part-mag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bssfp.txt",
                "sub_01_bssfp.nii",
                "sub-01_sub-02_bssfp.nii",
                "sub-_bssfp.nii",
                "sub-01_bss-fp.nii",
                "sub-0 1_bssfp.nii",
                "sub-01_.nii"
            })
    void otherNamesAreNone(String name) {
        assertThat(BidsName.of(Path.of(name))).isEmpty();
    }
}

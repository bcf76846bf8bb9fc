package org.relaxometry.bssfp.io.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskImageTest {

    @Test
    void aProbabilitySaysWhatCountsAsInside() {
        assertThat(MaskImage.threshold("mask 'gm'", new float[] {0, 0.001f, 0.4f, 0.5f, 1, Float.NaN}))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("Every voxel that is not 0 counts as inside: 4 voxels, of which 2 have 0.5 or more"));
    }

    @Test
    void masksAndLabelsSayNothing() {
        assertThat(MaskImage.threshold("mask", new float[] {0, 1, 1})).isEmpty();
        assertThat(MaskImage.threshold("labels", new float[] {0, 255, 3, 2.5f, Float.NaN}))
                .isEmpty();
    }
}

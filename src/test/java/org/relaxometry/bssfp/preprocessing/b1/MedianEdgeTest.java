package org.relaxometry.bssfp.preprocessing.b1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.space.VolumeGrid;

class MedianEdgeTest {

    @ParameterizedTest
    @CsvSource({
        "10, 1.3, 10, 13",
        "13 mm, 1.3, 10, 13",
        "13mm, 3, 4, 12",
        "'13,5 MM', 3, 5, 15",
        "0 mm, 3, 0, 0",
        "0, 3, 0, 0",
    })
    void isTypedInVoxelsOrMillimetres(String text, double longestMm, int voxels, double widestMm) {
        VolumeGrid grid = new VolumeGrid(64, 64, 24, 1, longestMm, 1);
        MedianEdge edge = MedianEdge.parse("median", text);
        assertThat(edge.voxels(grid)).isEqualTo(voxels);
        assertThat(edge.widestMm(grid)).isEqualTo(widestMm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1 mm", "inf mm", "mm", "1.3 cm", "ten mm"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> MedianEdge.parse("median", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("median");
    }

    @Test
    void aTypedNumberOfVoxelsIsWhole() {
        assertThatThrownBy(() -> MedianEdge.parse("median", "2.5")).hasMessageContaining("a whole number, 0 or more");
    }
}

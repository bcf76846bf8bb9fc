package org.relaxometry.bssfp.plot.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SliceChoiceTest {

    @Test
    void fewSlicesAreAllShown() {
        assertThat(SliceChoice.spread(volume(3, 0, 2), 5)).containsExactly(0, 1, 2);
    }

    @Test
    void slicesSpreadOverThePartThatHoldsValues() {
        assertThat(SliceChoice.spread(volume(100, 40, 79), 4)).containsExactly(45, 55, 65, 75);
    }

    @Test
    void anObjectOfFewSlicesIsShownWithItsNeighbours() {
        assertThat(SliceChoice.spread(volume(10, 9, 9), 4)).containsExactly(6, 7, 8, 9);
        assertThat(SliceChoice.spread(volume(10, 0, 0), 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aVolumeWithoutValuesIsShownFromEndToEnd() {
        assertThat(SliceChoice.spread(volume(8, 1, 0), 4)).containsExactly(1, 3, 5, 7);
    }

    /** NaN but for the slices from first to last. */
    private static float[][] volume(int depth, int first, int last) {
        float[][] planes = new float[depth][16];
        for (int z = 0; z < depth; z++) {
            Arrays.fill(planes[z], z >= first && z <= last ? 1 : Float.NaN);
        }
        return planes;
    }
}

package org.relaxometry.bssfp.preprocessing.unwrapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.VolumeGrid;

class RegionMeetingsTest {

    private static final VolumeGrid GRID = new VolumeGrid(30, 20, 10, 1, 1, 1);

    /** Three boxes: the first and the second are 6 voxels apart, the third is a voxel 9 steps from the second. */
    @Test
    void regionsMeetWhereTheyAreNearest() {
        int[] labels = new int[GRID.voxels()];
        Arrays.fill(labels, RegionMeetings.NONE);
        fill(labels, 0, 0, 10);
        fill(labels, 1, 16, 20);
        int single = GRID.index(24, 14, 9);
        labels[single] = 2;

        RegionMeetings meetings = new RegionMeetings(GRID, labels, 3, Progress.NONE);

        assertThat(least(meetings, 0, 1)).isEqualTo(7);
        assertThat(least(meetings, 1, 0)).isEqualTo(7);
        // from (19, 9, 9)
        assertThat(least(meetings, 2, 1)).isEqualTo(5 + 5);
        for (int k = meetings.first(2); k < meetings.first(3); k++) {
            assertThat(meetings.ownVoxel(k, 2)).isEqualTo(single);
            assertThat(labels[meetings.otherVoxel(k, 2)]).isEqualTo(meetings.otherRegion(k, 2));
            assertThat(meetings.steps(k)).isGreaterThanOrEqualTo(steps(single, meetings.otherVoxel(k, 2)));
        }
    }

    private static void fill(int[] labels, int label, int from, int to) {
        for (int z = 0; z < 10; z++) {
            for (int y = 0; y < 10; y++) {
                for (int x = from; x < to; x++) {
                    labels[GRID.index(x, y, z)] = label;
                }
            }
        }
    }

    private static int least(RegionMeetings meetings, int region, int other) {
        int least = Integer.MAX_VALUE;
        for (int k = meetings.first(region); k < meetings.first(region + 1); k++) {
            if (meetings.otherRegion(k, region) == other) {
                least = Math.min(least, meetings.steps(k));
            }
        }
        return least;
    }

    private static int steps(int a, int b) {
        return Math.abs(a % 30 - b % 30) + Math.abs(a / 30 % 20 - b / 30 % 20) + Math.abs(a / 600 - b / 600);
    }
}

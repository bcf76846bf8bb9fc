package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * The common multiple of every region of an unwrapped map: the largest region first, then always the one nearest to what is
 * settled; see {@link FieldUnwrapping}.
 */
final class SettledRegions {

    /** Meetings up to so many times as long as the shortest one have a say. */
    private static final int LONGEST = 2;

    private final VolumeGrid grid;

    /** ΔB0 in units of 1/TR, NaN outside the map. */
    private final float[] turns;

    /** Wraps of every voxel, within its region until that is settled; NaN outside the map. */
    private final float[] wraps;

    /** From the largest to the smallest. */
    private final List<int[]> regions;

    private final boolean[] settled;
    private int bridged;
    private int longest;

    SettledRegions(VolumeGrid grid, float[] turns, WrapForest forest, int reach, Progress progress) {
        this.grid = grid;
        this.turns = turns;
        regions = regions(forest);
        settled = new boolean[regions.size()];
        wraps = new float[turns.length];
        int[] labels = new int[turns.length];
        Arrays.fill(wraps, Float.NaN);
        Arrays.fill(labels, RegionMeetings.NONE);
        for (int region = 0; region < settled.length; region++) {
            for (int v : regions.get(region)) {
                labels[v] = region;
                wraps[v] = forest.wraps(v);
            }
        }
        settle(0, aroundZero(regions.get(0)));
        if (settled.length > 1) {
            grow(labels, reach, progress);
        }
    }

    float[] wraps() {
        return wraps;
    }

    int count() {
        return regions.size();
    }

    /** Voxels of the largest region. */
    int largest() {
        return regions.get(0).length;
    }

    /** Voxels of regions farther than the reach from all that was settled before. */
    int bridged() {
        return bridged;
    }

    /** How far the farthest of them were, in voxels. */
    int longest() {
        return longest;
    }

    private List<int[]> regions(WrapForest forest) {
        int[] sizes = new int[turns.length];
        for (int v = 0; v < turns.length; v++) {
            if (!Float.isNaN(turns[v])) {
                sizes[forest.root(v)]++;
            }
        }
        int[][] byRoot = new int[turns.length][];
        for (int v = turns.length - 1; v >= 0; v--) {
            if (!Float.isNaN(turns[v])) {
                int root = forest.root(v);
                if (byRoot[root] == null) {
                    byRoot[root] = new int[sizes[root]];
                }
                byRoot[root][--sizes[root]] = v;
            }
        }
        return IntStream.range(0, turns.length)
                .mapToObj(root -> byRoot[root])
                .filter(region -> region != null)
                .sorted(Comparator.comparingInt(region -> -region.length))
                .toList();
    }

    private float[] aroundZero(int[] region) {
        float[] differences = new float[region.length];
        for (int k = 0; k < region.length; k++) {
            differences[k] = -turns[region[k]] - wraps[region[k]];
        }
        return differences;
    }

    private void settle(int region, float[] differences) {
        float common = (float) Math.rint(SortedSamples.all(differences).median());
        for (int v : regions.get(region)) {
            wraps[v] += common;
        }
        settled[region] = true;
    }

    private record Next(int steps, int region) {}

    /** The nearest region first, the larger of two as near. */
    private void grow(int[] labels, int reach, Progress progress) {
        RegionMeetings meetings = new RegionMeetings(grid, labels, settled.length, progress);
        RegionPatches patches = new RegionPatches(grid, labels, turns, wraps, reach);
        PriorityQueue<Next> queue =
                new PriorityQueue<>(Comparator.comparingInt(Next::steps).thenComparingInt(Next::region));
        int[] nearest = new int[settled.length];
        Arrays.fill(nearest, Integer.MAX_VALUE);
        enqueue(meetings, 0, nearest, queue);
        for (Next next = queue.poll(); next != null; next = queue.poll()) {
            progress.checkCanceled();
            if (!settled[next.region]) {
                if (next.steps > reach) {
                    bridged += regions.get(next.region).length;
                    longest = Math.max(longest, next.steps);
                }
                settle(next.region, differences(meetings, patches, next));
                enqueue(meetings, next.region, nearest, queue);
            }
        }
    }

    private void enqueue(RegionMeetings meetings, int region, int[] nearest, PriorityQueue<Next> queue) {
        for (int k = meetings.first(region); k < meetings.first(region + 1); k++) {
            int other = meetings.otherRegion(k, region);
            if (!settled[other] && meetings.steps(k) < nearest[other]) {
                nearest[other] = meetings.steps(k);
                queue.add(new Next(nearest[other], other));
            }
        }
    }

    /** By how much what is settled lies above the region, wherever they meet. */
    private float[] differences(RegionMeetings meetings, RegionPatches patches, Next next) {
        int first = meetings.first(next.region);
        float[] differences = new float[meetings.first(next.region + 1) - first];
        int count = 0;
        for (int k = first; k < first + differences.length; k++) {
            if (settled[meetings.otherRegion(k, next.region)] && meetings.steps(k) <= LONGEST * next.steps) {
                differences[count++] =
                        patches.step(meetings.ownVoxel(k, next.region), meetings.otherVoxel(k, next.region));
            }
        }
        return Arrays.copyOf(differences, count);
    }
}

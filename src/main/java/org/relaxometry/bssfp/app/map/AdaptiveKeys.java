package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.util.List;
import org.relaxometry.bssfp.app.estimate.EstimationCommand.CheckedSeries;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** The keys of adaptive maximum likelihood: how freely neighbours are averaged, and a map of the noise. */
final class AdaptiveKeys {

    private static final String POSITIVE = "a positive number";

    private final Key<String> strength;
    private final Key<String> reach;
    private final Key<String> noiseMap;

    AdaptiveKeys(Keys keys) {
        strength = keys.add(Key.text(
                        "strength",
                        "Strength of averaging",
                        "For adaptive maximum likelihood: more averages more and keeps less of small lesions (empty: 15).")
                .more());
        reach = keys.add(Key.text(
                        "reach",
                        "Reach of averaging (mm)",
                        "For adaptive maximum likelihood: neighbours farther away are never averaged (empty: 3.2 voxels).")
                .more());
        noiseMap = keys.add(Key.image(
                        "noisemap",
                        "Noisemap",
                        "For adaptive maximum likelihood: standard deviation of the noise of real and imaginary part in"
                                + " image units, voxel by voxel, where parallel imaging makes it vary. Empty: the same"
                                + " everywhere.")
                .shownAs("Noise map")
                .more());
    }

    /** @throws IllegalArgumentException where one is given that the method would not use, or that cannot be */
    void requireValid(Method method, String noise) {
        for (Key<String> key : List.of(strength, reach, noiseMap)) {
            if (!key.value().isBlank() && !method.needsNeighbours()) {
                throw new IllegalArgumentException(key.name() + " is used by " + Method.ADAPTIVE_NAME
                        + " only, but the method is " + method.title() + ". Leave it empty.");
            }
        }
        if (hasNoiseMap() && !noise.isBlank()) {
            throw new IllegalArgumentException("The noise is given twice, noise=" + noise.strip() + " and noisemap="
                    + noiseMap.value() + ". Give one of them.");
        }
        number(strength, 1);
        number(reach, 1);
    }

    boolean hasNoiseMap() {
        return !noiseMap.value().isBlank();
    }

    AdaptiveSettings settings(VolumeGrid grid) {
        return new AdaptiveSettings(
                number(strength, AdaptiveSettings.USUAL_STRENGTH), number(reach, AdaptiveSettings.usualReachMm(grid)));
    }

    /**
     * The noise of every voxel by the map.
     *
     * @param record takes where it comes from, and what the reader should know about it
     * @throws IllegalArgumentException if it lies on another grid, or has no positive value for a voxel inside the mask
     */
    VoxelNoise noise(CheckedSeries checked, Progress progress, RunRecord record) throws IOException {
        VolumeOnGrid map = VolumeOnGrid.read("noisemap", noiseMap.value(), checked.loaded(), progress);
        PhaseCycledSeries series = checked.series();
        int wrong = 0;
        for (int i = 0; i < map.values().length; i++) {
            boolean counts = series.mask().isEmpty() || series.mask().get().inside()[i];
            boolean positive = map.values()[i] > 0 && map.values()[i] < Float.POSITIVE_INFINITY;
            wrong += counts && !positive ? 1 : 0;
        }
        if (wrong > 0) {
            throw new IllegalArgumentException("The " + map.name() + " has no positive value in " + wrong + " of the "
                    + (series.mask().isPresent() ? "voxels inside the mask" : "voxels of the series")
                    + ". Give a map of the standard deviation of the noise, or a mask that leaves these voxels out.");
        }
        record.put("FilesOfNoise", map.inputs());
        map.notes().forEach(record::warn);
        return new VoxelNoise(Double.NaN, map.values());
    }

    private static double number(Key<String> key, double usual) {
        if (key.value().isBlank()) {
            return usual;
        }
        double number = TypedNumber.number(key.name(), key.value(), POSITIVE);
        if (number > 0 && number < Double.POSITIVE_INFINITY) {
            return number;
        }
        throw TypedNumber.wrong(key.name(), POSITIVE, key.value());
    }
}

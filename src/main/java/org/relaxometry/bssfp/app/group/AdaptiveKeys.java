package org.relaxometry.bssfp.app.group;

import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;

/** How freely adaptive maximum likelihood averages neighbours. */
public final class AdaptiveKeys {

    private static final String POSITIVE = "a positive number";

    private final Keys keys;
    private final Key<String> strength;
    private final Key<String> reach;

    public AdaptiveKeys(Keys all) {
        keys = all.group();
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
    }

    /** @throws IllegalArgumentException where one is given that the method would not use */
    public void requireUntouched(String method) {
        keys.touched().ifPresent(key -> {
            throw new IllegalArgumentException(key.name() + " is used by " + Method.ADAPTIVE_NAME
                    + " only, but the method is " + method + ". Leave it empty.");
        });
    }

    /** @throws IllegalArgumentException where one is no positive number */
    public void requireValid() {
        number(strength, 1);
        number(reach, 1);
    }

    /** What was typed, and else what does well on a grid. */
    public AdaptiveSettings settings(VolumeGrid grid) {
        return new AdaptiveSettings(
                number(strength, AdaptiveSettings.USUAL_STRENGTH), number(reach, AdaptiveSettings.usualReachMm(grid)));
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

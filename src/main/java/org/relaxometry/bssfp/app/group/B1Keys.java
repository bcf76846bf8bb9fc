package org.relaxometry.bssfp.app.group;

import java.util.Map;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.io.image.SeriesRequest;

/** A map of B1 and its unit. */
public final class B1Keys {

    private final Keys keys;
    private final Key<String> map;

    /**
     * @param on where the map lies, such as {@code on any grid}
     * @param tail what is said besides
     */
    private B1Keys(Keys all, String on, String tail) {
        keys = all.group();
        map = keys.add(Key.image(
                "b1",
                "B1 map",
                "Actual over nominal flip angle" + on + ": title of an open image or path of a file." + tail));
    }

    /** Declares the unit of the map. */
    public B1Keys unit() {
        keys.add(Key.choice(
                        "b1unit",
                        "B1unit",
                        "Unit of the B1 map. auto: decided from its range and said in the log.",
                        "auto",
                        "ratio",
                        "percent",
                        "degrees",
                        "flip angle x10")
                .shownAs("B1 unit")
                .more());
        keys.add(Key.text(
                        "b1flip",
                        "B1flip (degrees)",
                        "Nominal flip angle of the B1 measurement, for the units degrees and flip angle x10.")
                .shownAs("B1 flip angle (degrees)")
                .more());
        return this;
    }

    /** A map on the grid of the series. */
    public static B1Keys onSeries(Keys keys, String tail) {
        return new B1Keys(keys, " on the grid of the series, as ratio, percent, degrees or flip angle x10", tail);
    }

    /** A map on any grid. */
    public static B1Keys onAnyGrid(Keys keys, String tail) {
        return new B1Keys(keys, ", as ratio, percent, degrees or flip angle x10, on any grid", tail);
    }

    /** Title or path of the map; empty where there is none. */
    public String map() {
        return map.value();
    }

    /** What was typed, by key. */
    public Map<String, String> texts() {
        return keys.texts();
    }

    /** Asks for the map alone. */
    public SeriesRequest request() {
        return new SeriesRequest(texts());
    }
}

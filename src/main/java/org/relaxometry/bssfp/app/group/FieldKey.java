package org.relaxometry.bssfp.app.group;

import java.io.IOException;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.sidecar.FieldStrength;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.text.TypedNumber;

/** The field strength, which says where fat lies. */
public final class FieldKey {

    private static final String NAME = "b0field";

    private final Key<String> tesla;

    private FieldKey(Key<String> tesla) {
        this.tesla = tesla;
    }

    /** @param tail what is done without it */
    public static FieldKey add(Keys keys, String tail) {
        return new FieldKey(keys.add(key(tail)));
    }

    /** One that dialogs show among the further ones. */
    public static FieldKey addAside(Keys keys, String tail) {
        return new FieldKey(keys.add(key(tail).more()));
    }

    private static Key<String> key(String tail) {
        return Key.text(NAME, "B0field (T)", "Field strength in T, which says where the resonances of fat lie." + tail)
                .shownAs("Field strength (T)");
    }

    /** What was typed, in T; empty where nothing was. */
    public OptionalDouble typed() {
        if (tesla.value().isBlank()) {
            return OptionalDouble.empty();
        }
        double value = TypedNumber.number(NAME, tesla.value(), "a field strength in T, such as 3");
        FatSpectrum.requireField(value);
        return OptionalDouble.of(value);
    }

    /** What was typed, or what the JSON file of the series states. */
    public OptionalDouble of(LoadedSeries series) throws IOException {
        OptionalDouble typed = typed();
        return typed.isPresent() ? typed : FieldStrength.stated(series.sourced());
    }
}

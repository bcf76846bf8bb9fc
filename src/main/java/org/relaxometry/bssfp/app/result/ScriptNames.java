package org.relaxometry.bssfp.app.result;

import java.util.Locale;
import org.relaxometry.bssfp.estimation.Parameter;

/** What scripts call the maps of a quantity: {@code t1}, {@code t2}, {@code b0}, {@code m0}, {@code t1sigma} … */
public final class ScriptNames {

    private ScriptNames() {}

    public static String of(Parameter parameter) {
        return parameter.fileName().replace("map", "").replace("field", "b0").toLowerCase(Locale.ROOT);
    }
}

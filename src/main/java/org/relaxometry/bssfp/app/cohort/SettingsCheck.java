package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.method.MethodList;
import org.scijava.Context;

/** Whether the commands of a study will understand its settings. */
final class SettingsCheck {

    private SettingsCheck() {}

    /**
     * Every key of the steps must be one, and hold what it may hold, before a night is spent.
     *
     * @throws IllegalArgumentException where one does not
     * @throws IOException if a model that is named cannot be read
     */
    static void requireKeys(StudySettings changed, Context context) throws IOException {
        for (String section : List.of(StudySettings.IMPORT, StudySettings.PREPROCESS, StudySettings.MAP)) {
            String command = SeriesSteps.COMMANDS.get(section);
            List<Key<?>> known = CommandRunner.of(context, command).keys();
            for (Map.Entry<String, String> each : changed.keys(section).entrySet()) {
                Key<?> key = known.stream()
                        .filter(candidate -> candidate.name().equals(each.getKey())
                                && !SeriesSteps.ownKeys(section).contains(each.getKey()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("\"" + each.getKey() + "\" in the section "
                                + section + " of the settings is not a key of " + command
                                + " that a study can set. It can set: "
                                + String.join(
                                        ", ",
                                        known.stream()
                                                .map(Key::name)
                                                .filter(name -> !SeriesSteps.ownKeys(section)
                                                        .contains(name))
                                                .toList())
                                + "."));
                key.set(each.getValue());
                key.value();
            }
        }
        MethodList.ofSeries(String.join(", ", changed.methods()));
    }
}

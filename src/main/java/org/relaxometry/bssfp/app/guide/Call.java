package org.relaxometry.bssfp.app.guide;

import java.util.Map;

/**
 * A command to run.
 *
 * @param command its name; empty for none, to go on at once
 * @param answers what the user decided, by key; images that are not among them are those that its dialog would propose,
 *     and an empty text is none
 */
record Call(String command, Map<String, String> answers) {

    /** Opens a clean series. */
    static final String SAMPLE = "sample";

    static final Call NONE = new Call("", Map.of());

    boolean isNone() {
        return command.isEmpty();
    }
}

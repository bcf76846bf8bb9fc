package org.relaxometry.bssfp.app.group;

import java.util.Map;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;

/** TR, TE, flip angle and phase increments, as far as they are not taken from elsewhere. */
public final class ProtocolKeys {

    /** From where most commands take what is not typed. */
    public static final String FILE_OR_IMAGE = "from the protocol file or the image";

    /** How increments are typed where there are images. */
    public static final String STANDARD =
            ", such as 45, 135, 225, 315; or the word standard for 180/N (2j - 1), j = 1 … N.";

    private final Keys keys;

    public ProtocolKeys(Keys all) {
        keys = all.group();
    }

    /**
     * Declares TR, TE and flip angle.
     *
     * @param source where a value comes from that is not typed
     * @param more whether few need to type them
     */
    public ProtocolKeys timesAndAngle(String source, boolean more) {
        String empty = " Empty: " + source + ".";
        keys.add(Key.text("tr", "TR (ms)", "Repetition time." + empty).more(more));
        keys.add(Key.text("te", "TE (ms)", "Echo time." + empty).more(more));
        keys.add(Key.text("flip", "Flip angle (degrees)", "Nominal flip angle." + empty)
                .more(more));
        return this;
    }

    /**
     * Declares the increments.
     *
     * @param help what is said of them besides
     * @param more whether few need to type them
     */
    public ProtocolKeys increments(String help, boolean more) {
        keys.add(Key.text("increments", "Increments (degrees)", "RF phase increment of every cycle" + help)
                .more(more));
        return this;
    }

    /** Declares the pulse. */
    public ProtocolKeys pulse() {
        keys.add(Key.text(
                        "pulse",
                        "Pulse length (ms)",
                        "How long the excitation pulse lasts. T1 is read some percent too long where it is left out (by up to a"
                                + " quarter at strong flip angles); T2 is not. 0: instantaneous. Empty: from the protocol"
                                + " file or the image, else instantaneous.")
                .more());
        keys.add(Key.text(
                        "pulseshape",
                        "Pulseshape",
                        "hard, sinc, gaussian, or the path of a text file with its amplitudes, one per line at equal"
                                + " distances. Empty: hard.")
                .shownAs("Shape of the pulse")
                .more());
        keys.add(Key.text("tbw", "tbw", "Time-bandwidth product of a sinc or gaussian pulse. Empty: 2.7.")
                .shownAs("Time-bandwidth product")
                .more());
        return this;
    }

    /** JSON file that states the protocol. */
    public static Key<String> file(String tail) {
        return Key.file(
                        "protocol",
                        "Protocol file (JSON)",
                        "JSON with RepetitionTime and EchoTime in s, FlipAngle in degrees and"
                                + " PhaseIncrements_deg or PhaseIncrements_rad."
                                + tail)
                .more();
    }

    /** What was typed, by key. */
    public Map<String, String> texts() {
        return keys.texts();
    }
}

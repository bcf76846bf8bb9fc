package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * The two times that JSON files call a repetition time: BIDS and dcm2niix state the one between excitations, which is TR, as
 * {@code RepetitionTimeExcitation} wherever {@code RepetitionTime} is the one between volumes.
 *
 * @param excitationMs TR in ms
 * @param volumeMs what {@code RepetitionTime} says beside it, where that is another time, in ms
 */
public record RepetitionTimes(Optional<Double> excitationMs, Optional<Double> volumeMs) {

    /** The key of TR that counts before {@code RepetitionTime}. */
    public static final String EXCITATION = "RepetitionTimeExcitation";

    /** No bSSFP is taken with a longer TR: its bands would lie closer than 10 Hz. Volumes take longer. */
    public static final double LONGEST_TR_MS = 100;

    private static final double SAME = 1e-3;

    public static RepetitionTimes of(Optional<Double> repetitionMs, Optional<Double> excitationMs) {
        return excitationMs.isEmpty()
                ? new RepetitionTimes(repetitionMs, Optional.empty())
                : new RepetitionTimes(
                        excitationMs,
                        repetitionMs.filter(ms -> Math.abs(ms - excitationMs.get()) > SAME * excitationMs.get()));
    }

    /** The value of {@link #EXCITATION} in any spelling, in the object itself or within others of it. */
    public static Optional<JsonElement> excitation(JsonObject root) {
        Deque<JsonElement> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            JsonElement next = open.remove();
            if (next instanceof JsonObject object) {
                for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                    if (isExcitation(member)) {
                        return Optional.of(member.getValue());
                    }
                    open.add(member.getValue());
                }
            } else if (next instanceof JsonArray array) {
                array.forEach(open::add);
            }
        }
        return Optional.empty();
    }

    private static boolean isExcitation(Map.Entry<String, JsonElement> member) {
        return member.getValue().isJsonPrimitive()
                && member.getKey()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "")
                        .equals(EXCITATION.toLowerCase(Locale.ROOT));
    }

    /** Whether this may be a TR; longer ones are told to be times between volumes. */
    public static boolean isPossible(double repetitionTimeMs) {
        return repetitionTimeMs <= LONGEST_TR_MS;
    }

    /** Why a time is no TR, and the way out. */
    public static String impossible(double repetitionTimeMs, String origin) {
        return "TR is " + TypedNumber.show(repetitionTimeMs) + " ms (" + origin
                + "), which cannot be the time between two excitations of bSSFP (at most "
                + TypedNumber.show(LONGEST_TR_MS)
                + " ms). It is probably the time between volumes, or was written in another unit than seconds. State the"
                + " time between excitations with tr=… in ms, or in the JSON file as " + EXCITATION
                + " in seconds (0.0048 for 4.8 ms).";
    }
}

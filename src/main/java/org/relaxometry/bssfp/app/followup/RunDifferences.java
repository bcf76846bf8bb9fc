package org.relaxometry.bssfp.app.followup;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.RunId;

/** What two mapping runs did differently, so that a difference of their maps may be one of the runs and not of the patient. */
final class RunDifferences {

    /** Members of a record, by the words of a warning; a dot stands for a member of a member. */
    private static final Map<String, String> MEMBERS = new LinkedHashMap<>();

    static {
        MEMBERS.put("Method", "method");
        MEMBERS.put("MethodSettings", "settings of the method");
        MEMBERS.put("Protocol.RepetitionTime", "TR (s)");
        MEMBERS.put("Protocol.EchoTime", "TE (s)");
        MEMBERS.put("Protocol.FlipAngle", "flip angle (degrees)");
        MEMBERS.put("Protocol.PhaseIncrements_deg", "phase increments (degrees)");
        MEMBERS.put("Protocol.ExcitationPulse", "excitation pulse");
        MEMBERS.put("r2prime", "R2' (1/s)");
        MEMBERS.put("t2star", "T2* (ms)");
        MEMBERS.put("b1sigma", "uncertainty of B1");
        MEMBERS.put("B1", "B1");
        MEMBERS.put("Software.Version", "version of the program");
    }

    private RunDifferences() {}

    /**
     * Refuses one examination taken twice: by another method or after another preparation, nothing of the patient can have changed.
     *
     * @throws IllegalArgumentException where the records or the checksums say that both are of one
     */
    static void requireTwoExaminations(RunMaps before, RunMaps after) {
        boolean sameMaps =
                before.inputs().get(0).sha256().equals(after.inputs().get(0).sha256());
        if (sameMaps
                || !before.stated(RunId.KEY).isEmpty()
                        && before.stated(RunId.KEY).equals(after.stated(RunId.KEY))) {
            throw new IllegalArgumentException("before and after are the same maps (" + before.source() + " and "
                    + after.source() + "). Expected two examinations.");
        }
        if (!Collections.disjoint(MadeFrom.in(before.record()), MadeFrom.in(after.record()))) {
            throw new IllegalArgumentException("before and after (" + before.source() + " and " + after.source()
                    + ") were made from the same images, as their records say: one examination mapped twice, so nothing can"
                    + " have changed. Expected two examinations. Compare Maps… compares two maps of one.");
        }
    }

    /** One sentence for each. */
    static List<String> of(RunMaps before, RunMaps after) {
        List<String> differences = new ArrayList<>();
        for (RunMaps each : List.of(before, after)) {
            if (MadeFrom.in(each.record()).isEmpty()) {
                differences.add(
                        "The maps in " + each.source() + " do not say which images they were made from, so nobody knows"
                                + " whether before and after are of two examinations.");
            }
        }
        MEMBERS.forEach((path, words) -> {
            String one = text(before.record(), path);
            String other = text(after.record(), path);
            // which file a B1 map came from is no difference, but whether there was one is
            boolean differ = path.equals("B1") ? isMap(one) != isMap(other) : !one.equals(other);
            if (differ) {
                differences.add("The two runs differ in the " + words + ": before " + shown(one) + ", after "
                        + shown(other) + ". What is found may come of that.");
            }
        });
        return differences;
    }

    private static boolean isMap(String b1) {
        return b1.startsWith("B1 map");
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not stated" : value;
    }

    private static String text(JsonObject record, String path) {
        JsonElement at = record;
        for (String member : path.split("\\.")) {
            at = at instanceof JsonObject object ? object.get(member) : null;
        }
        String text = at == null ? "" : at.isJsonPrimitive() ? at.getAsString() : at.toString();
        // every series has a noise of its own
        return text.replaceAll("noise level [-+.0-9eE]+", "noise level");
    }
}

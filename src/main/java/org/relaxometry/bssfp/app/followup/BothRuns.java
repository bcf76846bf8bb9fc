package org.relaxometry.bssfp.app.followup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.relaxometry.bssfp.io.map.RunDifferences;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.RunId;

/** Whether two mapping runs are of two examinations, and what they did differently. */
final class BothRuns {

    private BothRuns() {}

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
            throw new IllegalArgumentException("'before' and 'after' are the same maps (" + before.source() + " and "
                    + after.source() + "). Expected two examinations.");
        }
        if (!Collections.disjoint(MadeFrom.in(before.record()), MadeFrom.in(after.record()))) {
            throw new IllegalArgumentException("'before' and 'after' (" + before.source() + " and " + after.source()
                    + ") were made from the same images, as their records say: one examination mapped twice, so nothing can"
                    + " have changed. Expected two examinations. Compare Maps… compares two maps of one.");
        }
    }

    /** One sentence for each difference. */
    static List<String> differences(RunMaps before, RunMaps after) {
        List<String> differences = new ArrayList<>();
        for (RunMaps each : List.of(before, after)) {
            if (MadeFrom.in(each.record()).isEmpty()) {
                differences.add(
                        "The maps in " + each.source() + " do not say which images they were made from, so nobody knows"
                                + " whether before and after are of two examinations.");
            }
        }
        RunDifferences.of(before.record(), after.record())
                .forEach(each -> differences.add("The two runs differ in the " + each.words() + ": before " + each.one()
                        + ", after " + each.other() + ". What is found may come of that."));
        return differences;
    }
}

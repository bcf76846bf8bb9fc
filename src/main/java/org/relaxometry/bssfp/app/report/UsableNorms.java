package org.relaxometry.bssfp.app.report;

import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.RunDifferences;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.Norms;
import org.relaxometry.bssfp.norm.Person;

/**
 * Norms, as far as they hold for a run and a patient.
 *
 * @param norms that hold; empty where none were given or they do not fit the run
 * @param person the patient
 * @param warnings why they do not fit, or what should be known
 */
record UsableNorms(Optional<Norms> norms, Person person, List<String> warnings) {

    static UsableNorms of(Optional<Norms> given, RunMaps maps, Person person) {
        if (given.isEmpty()) {
            return new UsableNorms(given, person, List.of());
        }
        List<RunDifferences.Difference> differences =
                RunDifferences.of(given.get().conditions(), maps.record());
        boolean fits = differences.stream().allMatch(RunDifferences.Difference::isOfVersion);
        String called = "the norms '" + given.get().origin() + "'";
        List<String> warnings = differences.stream()
                .filter(each -> fits || !each.isOfVersion())
                .map(each -> (fits ? "" : "Not compared with " + called + ", which would mislead. ") + "Their "
                        + each.words() + ": " + each.one() + "; that of these maps: " + each.other() + ".")
                .toList();
        return new UsableNorms(given.filter(norms -> fits), person, warnings);
    }

    boolean areGiven() {
        return norms.isPresent();
    }

    Optional<Norm> of(String region, Parameter time) {
        return norms.flatMap(each -> each.of(region, time.symbol()));
    }
}

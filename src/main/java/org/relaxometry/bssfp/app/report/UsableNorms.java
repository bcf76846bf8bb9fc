package org.relaxometry.bssfp.app.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.RunDifferences;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
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

    private static final String VOXEL = "VoxelSizeMm";

    static UsableNorms of(Optional<Norms> given, RunMaps maps, Person person) {
        if (given.isEmpty()) {
            return new UsableNorms(given, person, List.of());
        }
        List<RunDifferences.Difference> differences =
                differences(given.get().conditions(), conditions(maps.record(), maps.geometry()));
        boolean fits = differences.stream().allMatch(RunDifferences.Difference::isOfVersion);
        String called = "the norms '" + given.get().origin() + "'";
        List<String> warnings = differences.stream()
                .filter(each -> fits || !each.isOfVersion())
                .map(each -> (fits ? "" : "Not compared with " + called + ", which would mislead. ") + "Their "
                        + each.words() + ": " + each.one() + "; that of these maps: " + each.other() + ".")
                .toList();
        return new UsableNorms(given.filter(norms -> fits), person, warnings);
    }

    /** What values depend on beside the people: what the record of their maps says, and the size of voxels. */
    static JsonObject conditions(JsonObject record, NiftiGeometry geometry) {
        JsonObject conditions = RunDifferences.compared(record);
        JsonArray size = new JsonArray();
        for (double mm : geometry.voxelSizeMm()) {
            size.add(Math.round(mm * 100) / 100.0);
        }
        conditions.add(VOXEL, size);
        return conditions;
    }

    /** Of two conditions. */
    static List<RunDifferences.Difference> differences(JsonObject one, JsonObject other) {
        List<RunDifferences.Difference> differences = new ArrayList<>(RunDifferences.of(one, other));
        if (!String.valueOf(one.get(VOXEL)).equals(String.valueOf(other.get(VOXEL)))) {
            differences.add(new RunDifferences.Difference(
                    "size of voxels (mm)", String.valueOf(one.get(VOXEL)), String.valueOf(other.get(VOXEL)), false));
        }
        return differences;
    }

    boolean areGiven() {
        return norms.isPresent();
    }

    Optional<Norm> of(String region, Parameter time) {
        return norms.flatMap(each -> each.of(region, time.symbol()));
    }
}

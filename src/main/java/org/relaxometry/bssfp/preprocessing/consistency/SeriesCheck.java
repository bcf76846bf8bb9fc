package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.consistency.SystematicErrors.Estimate;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * What bright voxels say of a series as a whole, beside its handedness ({@link ConventionCheck}): the one set of checks that
 * every command runs that maps, trains on or samples a series, and that quality control shows.
 *
 * <p>Limits are not set on the misfit, which noise alone makes 2 % or 20 %, but on what an error does to T1 and T2, and on how
 * far it stands out of the noise of these voxels: {@link #CHANGE} and {@link #SIGMAS}. So with few cycles or much noise a
 * larger error goes unseen; then the noise of the maps is large as well.
 *
 * @param voxels number of bright voxels looked at
 * @param misfit their median misfit as a part of the signal, NaN without any
 * @param common share of the misfit power that voxels have in common, 0 where noise alone explains it
 * @param unsolved share of them without T1 and T2
 * @param errors what each error that is looked for would be if it were the only one
 * @param findings what the user must know, refusals first
 */
public record SeriesCheck(
        int voxels, double misfit, double common, double unsolved, List<Estimate> errors, List<Finding> findings) {

    /** An error that changes T1 and T2 by less than this part is not told. */
    static final double CHANGE = 0.1;

    /** An error that stands out by less than this many standard deviations is not told. */
    static final double SIGMAS = 4;

    /** The more cycles, the more a voxel says, and the longer it takes. */
    private static final int INSIDE_CYCLES = 4800;

    private static final int MIN_INSIDE = 300;
    static final int MAX_INSIDE = 1200;
    private static final int EDGE_VOXELS = 400;
    static final int MIN_VOXELS = 100;

    /** Images that are squared, or whose intercept was lost, are farther off than this. */
    private static final double CLEAR = 0.05;

    /**
     * Checks a series.
     *
     * @param series of the handedness that will be used
     */
    public static SeriesCheck of(PhaseCycledSeries series) {
        int most = Math.max(
                MIN_INSIDE,
                Math.min(MAX_INSIDE, INSIDE_CYCLES / series.protocol().cycles()));
        BrightSlices slices = BrightSlices.of(series);
        Mask mask = series.mask().orElse(null);
        int[] places = slices.inside(mask, most);
        if (places.length < MIN_VOXELS && mask != null) {
            int[] anywhere = slices.inside(null, most);
            if (anywhere.length > places.length) {
                places = anywhere;
                mask = null;
            }
        }
        return new SeriesExamination(series, places, slices.edges(mask, EDGE_VOXELS)).check(slices.outlineShift());
    }

    /** Whether maps would not be wrong, as far as this tells. */
    public boolean isUsable() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.REFUSAL);
    }

    /**
     * Refuses a series of which maps would be wrong.
     *
     * @throws IllegalArgumentException with all that was found
     */
    public void requireUsable() {
        if (!isUsable()) {
            throw new IllegalArgumentException(String.join(" ", texts()));
        }
    }

    /** Whether all that was found is said of the magnitudes: fat in the voxels looks alike. */
    public boolean blamesMagnitudesAlone() {
        return !findings.isEmpty()
                && findings.stream().allMatch(finding -> finding.text().startsWith("The magnitudes "));
    }

    /** Whether nothing was found and the magnitudes go with the signal, up to {@value #CLEAR} of their power and of their mean. */
    public boolean clearsMagnitudes() {
        List<Estimate> ofMagnitudes = errors.stream()
                .filter(error ->
                        error.source() == ErrorSource.MAGNITUDE_POWER || error.source() == ErrorSource.MAGNITUDE_OFFSET)
                .toList();
        return findings.isEmpty()
                && ofMagnitudes.size() == 2
                && ofMagnitudes.stream().allMatch(error -> Math.abs(error.size()[0]) < CLEAR);
    }

    /** What was found, in sentences. */
    public List<String> texts() {
        return findings.stream().map(Finding::text).toList();
    }

    /** One sentence for the log: the figures, whatever was found. */
    public String summary() {
        if (voxels == 0) {
            return "Series check: there are no bright voxels to look at.";
        }
        return String.format(
                Locale.ROOT,
                "Series check on %d bright voxels: they miss the signal model by %.1f %% of the signal, %s; %.1f %% have no T1"
                        + " and T2. %s",
                voxels,
                100 * misfit,
                common == 0
                        ? "as noise does"
                        : String.format(Locale.ROOT, "%.0f %% of it alike from voxel to voxel", 100 * common),
                100 * unsolved,
                findings.isEmpty()
                        ? "Nothing speaks against the series."
                        : findings.size() + (findings.size() == 1 ? " warning." : " warnings."));
    }

    /** The figures, for records. */
    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Voxels", voxels);
        record.put("Misfit", misfit);
        record.put("MisfitInCommon", common);
        record.put("WithoutT1T2", unsolved);
        for (Estimate error : errors) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Size", error.size());
            entry.put("SizeSigma", error.sizeSigma());
            entry.put("ChangeOfT1", error.t1Change());
            entry.put("ChangeOfT1Sigma", error.t1Sigma());
            entry.put("ChangeOfT2", error.t2Change());
            entry.put("ChangeOfT2Sigma", error.t2Sigma());
            record.put(error.source().label(), entry);
        }
        record.put("Findings", texts());
        return record;
    }
}

package org.relaxometry.bssfp.mapping;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck.Verdict;
import org.relaxometry.bssfp.preprocessing.consistency.Finding;
import org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * The handedness a run works with: what the user asked for, held against what the data say.
 *
 * @param check what the data say
 * @param conjugate whether the complex conjugate of the data is used
 */
public record Handedness(ConventionCheck check, boolean conjugate) {

    public static final String AS_STATED = "as stated";
    public static final String OPPOSITE = "opposite";
    public static final String AUTO = "auto";

    /** A few hundred voxels; more would not make the verdict surer. */
    private static final int PAIRS = 250;

    /**
     * Checks a series.
     *
     * @param convention one of the three choices
     * @throws IllegalArgumentException if the data clearly contradict it
     */
    public static Handedness of(PhaseCycledSeries series, String convention) {
        ConventionCheck check = check(series);
        boolean conjugate =
                convention.equals(OPPOSITE) || convention.equals(AUTO) && check.verdict() == Verdict.OPPOSITE;
        boolean contradicted = check.verdict() == Verdict.NEITHER_FITS
                || check.verdict() == Verdict.OPPOSITE && !conjugate
                || check.verdict() == Verdict.AS_STATED && conjugate;
        if (contradicted) {
            String advice = check.verdict() == Verdict.AS_STATED
                    ? "The data fit as they are: use convention=\"as stated\"."
                    : check.advice() + specifics(series, check.verdict());
            throw new IllegalArgumentException(check.summary() + " " + advice);
        }
        return new Handedness(check, conjugate);
    }

    /** What the data say; a mask that leaves too little to see is left aside. */
    public static ConventionCheck check(PhaseCycledSeries series) {
        ConventionCheck check = ConventionCheck.of(BrightVoxels.sample(series, PAIRS), series.protocol());
        if (check.verdict() == Verdict.UNDECIDED && series.mask().isPresent()) {
            return ConventionCheck.of(BrightVoxels.sample(series.withoutMask(), PAIRS), series.protocol());
        }
        return check;
    }

    /** Where single cycles are to blame, they are named. */
    private static String specifics(PhaseCycledSeries series, Verdict verdict) {
        if (verdict != Verdict.NEITHER_FITS) {
            return "";
        }
        return SeriesCheck.of(series).findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.REFUSAL)
                .map(finding -> " " + finding.text())
                .collect(Collectors.joining());
    }

    public PhaseCycledSeries apply(PhaseCycledSeries series) {
        return conjugate ? series.conjugate() : series;
    }

    /** What was done, in a few words. */
    public String used() {
        return conjugate ? "opposite (data conjugated)" : AS_STATED;
    }

    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Used", used());
        record.put("Verdict", check.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        record.put("Voxels", check.voxels());
        record.put("ResidualAsStated", check.residualAsStated());
        record.put("ResidualOpposite", check.residualOpposite());
        record.put("EchoPhaseSlope", check.echoPhaseSlope().slope());
        record.put("EchoPhaseSlopeExpected", check.echoPhaseSlope().expected());
        return record;
    }
}

package org.relaxometry.bssfp.contrast;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Contrasts of the reading room, with times that suit a brain at 3 T. */
public enum Contrast {
    T1W("T1w", "desc-synthetic_T1w", Sequence.SPIN_ECHO, Timing.of(600, 12, 0, 0)),
    T2W("T2w", "desc-synthetic_T2w", Sequence.SPIN_ECHO, Timing.of(4500, 100, 0, 0)),
    PD("PD", "desc-synthetic_PDw", Sequence.SPIN_ECHO, Timing.of(8000, 10, 0, 0)),
    FLAIR("FLAIR", "desc-synthetic_FLAIR", Sequence.INVERSION_RECOVERY, Timing.of(9000, 120, 2400, 0)),
    DIR("DIR", "desc-syntheticDIR_T2w", Sequence.DOUBLE_INVERSION, Timing.of(9000, 25, 3400, 550)),
    /** Without TE: a gradient echo decays with T2*, which nobody knows here, and at a few ms by little. */
    MPRAGE("MPRAGE", "desc-syntheticMPRAGE_T1w", Sequence.MAGNETISATION_PREPARED, Timing.of(2300, 0, 900, 0));

    private final String label;
    private final String fileName;
    private final Sequence sequence;
    private final Timing usual;

    Contrast(String label, String fileName, Sequence sequence, Timing usual) {
        this.label = label;
        this.fileName = fileName;
        this.sequence = sequence;
        this.usual = usual;
    }

    /** As users choose it. */
    public String label() {
        return label;
    }

    /** Names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Contrast::label).toList();
    }

    /** In the style of BIDS; files are named by it. */
    public String fileName() {
        return fileName;
    }

    /** The file of its standard deviation. */
    public String sigmaFileName() {
        return fileName.replace("desc-synthetic", "desc-syntheticSigma");
    }

    /** Times where nobody says otherwise. */
    public Timing usual() {
        return usual;
    }

    /** S of M0, T1 and T2, for records. */
    public String formula() {
        return sequence.formula();
    }

    Sequence sequence() {
        return sequence;
    }

    /** @throws IllegalArgumentException where there is no such contrast */
    static Contrast of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.label.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is not a contrast. There are: "
                        + labels().stream().collect(Collectors.joining(", ")) + "."));
    }
}

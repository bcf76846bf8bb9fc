package org.relaxometry.bssfp.app.study;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The studies of Validate In Silico. */
enum ValidationStudy {
    /** Bias and spread over T1 and T2. */
    ACCURACY("accuracy and precision", "accuracy", "50", "25", Set.of("snr", "t1", "t2", "points")),
    /** How well the truth is explained, noise level by noise level. */
    DETERMINATION(
            "CoD against SNR",
            "cod",
            "200",
            "inf, 50, 45, 40, 35, 30, 25, 20, 15, 10",
            Set.of("snr", "t1", "t2", "points", "distribution")),
    /** Errors along θ. */
    OFF_RESONANCE("off-resonance", "off-resonance", "121", "inf", Set.of("snr", "points", "tissue", "cycles")),
    /** Errors where the methods are told a wrong B1. */
    B1("B1", "b1", "61", "inf", Set.of("snr", "points", "tissue", "b1")),
    /** Agreement of every epoch with the last. */
    LEARNING_CURVE(
            "learning curve", "learning-curve", "50", "inf", Set.of("t1", "t2", "points", "distribution", "epochs")),
    /** Errors over the least possible ones. */
    CRAMER_RAO("Cramer-Rao", "cramer-rao", "24", "25", Set.of("snr", "points", "tissue", "cycles")),
    /** Errors on a volume with lesions. */
    PHANTOM("brain phantom", "phantom", "1", "25", Set.of("snr"));

    /** Keys that some studies use and others do not; all others are used by every study. */
    private static final List<String> SPECIAL_KEYS =
            List.of("snr", "t1", "t2", "points", "distribution", "tissue", "cycles", "b1", "epochs");

    private final String title;
    private final String fileName;
    private final String usualPoints;
    private final String usualSnr;
    private final Set<String> keys;

    ValidationStudy(String title, String fileName, String usualPoints, String usualSnr, Set<String> keys) {
        this.title = title;
        this.fileName = fileName;
        this.usualPoints = usualPoints;
        this.usualSnr = usualSnr;
        this.keys = keys;
    }

    String title() {
        return title;
    }

    /** Name of its files, without extension. */
    String fileName() {
        return fileName;
    }

    String usualPoints() {
        return usualPoints;
    }

    String usualSnr() {
        return usualSnr;
    }

    boolean uses(String key) {
        return keys.contains(key) || !SPECIAL_KEYS.contains(key);
    }

    /** The studies that use a key, for messages. */
    static String users(String key) {
        return String.join(
                ", ",
                Arrays.stream(values())
                        .filter(study -> study.uses(key))
                        .map(ValidationStudy::title)
                        .toList());
    }
}

package org.relaxometry.bssfp.norm;

import java.util.Locale;
import java.util.Optional;

/** Sex as norms know it. */
public enum Sex {
    FEMALE,
    MALE;

    /** Of a table or a header: F, M, female, male, in capitals or not; empty for anything else. */
    public static Optional<Sex> of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "f", "female" -> Optional.of(FEMALE);
            case "m", "male" -> Optional.of(MALE);
            default -> Optional.empty();
        };
    }

    /** In words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.relaxometry.bssfp.preprocessing.consistency;

/**
 * Something about a series that a user must know before trusting its maps.
 *
 * @param severity what follows from it
 * @param text one or more sentences in the user's terms: what was seen, what it does, what can be done
 */
public record Finding(Severity severity, String text) {

    /** What follows from a finding. */
    public enum Severity {
        /** Maps are made; the reader of them is told. */
        WARNING,
        /** Maps would be wrong. */
        REFUSAL
    }

    static Finding warning(String text) {
        return new Finding(Severity.WARNING, text);
    }

    static Finding refusal(String text) {
        return new Finding(Severity.REFUSAL, text);
    }
}

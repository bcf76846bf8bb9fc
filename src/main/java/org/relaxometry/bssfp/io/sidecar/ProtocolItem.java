package org.relaxometry.bssfp.io.sidecar;

/** One of the things a protocol states: four that it must, and the pulse. */
public enum ProtocolItem {
    REPETITION_TIME("TR", "RepetitionTime"),
    ECHO_TIME("TE", "EchoTime"),
    FLIP_ANGLE("flip angle", "FlipAngle"),
    PHASE_INCREMENTS("phase increments", "PhaseIncrements_deg"),
    PULSE("pulse", "ExcitationPulse");

    private final String label;
    private final String member;

    ProtocolItem(String label, String member) {
        this.label = label;
        this.member = member;
    }

    /** Whether there is no protocol without it. */
    public boolean isNeeded() {
        return this != PULSE;
    }

    /** As messages call it. */
    public String label() {
        return label;
    }

    /** Its key in JSON files. */
    public String member() {
        return member;
    }
}

package org.relaxometry.bssfp.io.sidecar;

/** One of the four things a protocol states. */
public enum ProtocolItem {
    REPETITION_TIME("TR", "RepetitionTime"),
    ECHO_TIME("TE", "EchoTime"),
    FLIP_ANGLE("flip angle", "FlipAngle"),
    PHASE_INCREMENTS("phase increments", "PhaseIncrements_deg");

    private final String label;
    private final String member;

    ProtocolItem(String label, String member) {
        this.label = label;
        this.member = member;
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

package org.relaxometry.bssfp.command;

import org.relaxometry.bssfp.volume.PhaseCycledSeries;

record Handedness(String summary, String verdict, boolean conjugate, Object record) {
    static final String AS_STATED = "as stated";
    static final String OPPOSITE = "opposite";
    static final String AUTO = "auto";

    static Handedness check(PhaseCycledSeries series, String convention) {
        return new Handedness("unchecked", "unchecked", false, "");
    }

    PhaseCycledSeries apply(PhaseCycledSeries s) {
        return s;
    }
}

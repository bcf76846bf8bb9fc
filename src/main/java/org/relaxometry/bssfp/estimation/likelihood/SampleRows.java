package org.relaxometry.bssfp.estimation.likelihood;

import org.relaxometry.bssfp.estimation.likelihood.RowProgram.Row;
import org.relaxometry.bssfp.protocol.Protocol;

/** Samples and shapes of many voxels as rows, and how far the phase was turned in every cycle. */
final class SampleRows {

    final double[] cosIncrement;
    final double[] sinIncrement;

    /** Real and imaginary parts, [cycle]. */
    final Row[] real;

    final Row[] imaginary;

    /** Shape of the ellipse. */
    final Row a;

    final Row b;
    final Row cosTheta;
    final Row sinTheta;

    SampleRows(Protocol protocol, RowProgram program) {
        double[] increments = protocol.phaseIncrementsRad();
        int n = increments.length;
        cosIncrement = new double[n];
        sinIncrement = new double[n];
        real = new Row[n];
        imaginary = new Row[n];
        for (int j = 0; j < n; j++) {
            cosIncrement[j] = Math.cos(increments[j]);
            sinIncrement[j] = Math.sin(increments[j]);
            real[j] = program.input();
            imaginary[j] = program.input();
        }
        a = program.input();
        b = program.input();
        cosTheta = program.input();
        sinTheta = program.input();
    }

    int cycles() {
        return real.length;
    }
}

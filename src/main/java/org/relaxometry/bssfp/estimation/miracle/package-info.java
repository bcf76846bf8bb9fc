/**
 * MIRACLE: T1 and T2 from the ratios of the configurations F−1, F0 and F+1, two equations with two unknowns
 * ({@link org.relaxometry.bssfp.estimation.miracle.MiracleEquations}). Solved as published, by golden-section searches in
 * alternation ({@link org.relaxometry.bssfp.estimation.miracle.GoldenSectionMiracle}), and by one bracketed root
 * ({@link org.relaxometry.bssfp.estimation.miracle.FastMiracle}). Needs increments spread evenly over the circle; with few
 * cycles aliasing biases it.
 */
package org.relaxometry.bssfp.estimation.miracle;

/**
 * How sure a method is: {@link org.relaxometry.bssfp.montecarlo.MonteCarlo} adds noise to the samples of given voxels again and
 * again and lets every method estimate what comes of it, {@link org.relaxometry.bssfp.montecarlo.SampleStatistics} keeps the
 * account. On top of them stand sampling of regions of interest in measured data, the studies on simulated tissue of Birk et al.
 * 2025 with the Cramér–Rao bound beside them, the choice of a protocol, and the agreement of two maps. Numbers only: tables and
 * figures are made above.
 */
package org.relaxometry.bssfp.montecarlo;

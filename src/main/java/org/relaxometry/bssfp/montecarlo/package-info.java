/**
 * How sure a method is: {@link org.relaxometry.bssfp.montecarlo.MonteCarlo} adds noise to the samples of given voxels again and
 * again and lets every method estimate what comes of it, {@link org.relaxometry.bssfp.montecarlo.SampleStatistics} keeps the
 * account. Regions of interest, single voxels and studies stand on it in packages of their own. Numbers only: tables and figures
 * are made above.
 */
package org.relaxometry.bssfp.montecarlo;

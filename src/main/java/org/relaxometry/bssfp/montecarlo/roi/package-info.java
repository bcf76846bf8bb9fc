/** Sampling of regions of interest in measured data, and the agreement of two maps. */
package org.relaxometry.bssfp.montecarlo.roi;

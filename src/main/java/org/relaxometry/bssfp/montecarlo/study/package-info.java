/**
 * The studies on simulated tissue of Birk et al. 2025, with the Cramér–Rao bound beside them, and the choice of a protocol.
 */
package org.relaxometry.bssfp.montecarlo.study;

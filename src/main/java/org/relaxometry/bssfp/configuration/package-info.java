/** Phase cycles to the SSFP configurations F−1, F0, F+1: the Fourier sum, phase reference and normalisation. */
package org.relaxometry.bssfp.configuration;

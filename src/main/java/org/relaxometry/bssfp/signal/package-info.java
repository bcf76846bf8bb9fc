/**
 * The bSSFP signal: forward model and its derivatives, the elliptical form, configurations F−1, F0 and F+1 ({@link
 * org.relaxometry.bssfp.signal.ConfigurationTransform}), noise and the Cramér–Rao bound. Kernels on primitive arrays.
 */
package org.relaxometry.bssfp.signal;

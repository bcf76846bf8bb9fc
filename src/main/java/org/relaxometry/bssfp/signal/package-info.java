/** The bSSFP signal: forward model and its derivatives, the elliptical form, noise and the Cramér–Rao bound. Kernels on primitive arrays. */
package org.relaxometry.bssfp.signal;

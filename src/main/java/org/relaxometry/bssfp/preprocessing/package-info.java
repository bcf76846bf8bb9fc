/**
 * Between the files and the estimators: the convention check and the noise level of a series, and what is done to complex
 * images before T1 and T2 are estimated. Kernels work on volumes in memory ({@link
 * org.relaxometry.bssfp.preprocessing.ComplexVolume}); files and grids in space are the business of the rooms above.
 */
package org.relaxometry.bssfp.preprocessing;

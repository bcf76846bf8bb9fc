/** Ranges, quantiles, coefficients of determination, random streams and tables of numbers. */
package org.relaxometry.bssfp.statistics;

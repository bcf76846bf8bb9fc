/** ΔB0 of a series, and its multiples of 1/TR in three dimensions. */
package org.relaxometry.bssfp.preprocessing.unwrapping;

/**
 * Whether the cycles, increments, magnitudes and phases of a series belong together: what bright voxels say of errors that all
 * of them share, and what these do to T1 and T2. {@link org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck} is the way
 * in, {@code docs/trust.md} what users read of it.
 */
package org.relaxometry.bssfp.preprocessing.consistency;

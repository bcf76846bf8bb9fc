/**
 * What a user typed becomes a checked series: {@link org.relaxometry.bssfp.io.load.SeriesLoader}. Whatever is doubtful is
 * refused, decided by the user with a key, or at least said.
 */
package org.relaxometry.bssfp.io.load;

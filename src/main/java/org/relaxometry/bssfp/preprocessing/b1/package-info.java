/** From a B1 map as it was measured to one on the grid of a series: registered, filled, resampled, filtered. */
package org.relaxometry.bssfp.preprocessing.b1;

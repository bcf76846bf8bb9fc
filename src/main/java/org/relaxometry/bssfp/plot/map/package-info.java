/** Slices of maps side by side with their colour bars: the figure of every mapping run. */
package org.relaxometry.bssfp.plot.map;

/** Colours that the field recommends, display ranges, ticks, colour bars and texts of figures. */
package org.relaxometry.bssfp.plot.style;

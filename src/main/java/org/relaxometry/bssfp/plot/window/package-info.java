/** Figures on the screen and in files. */
package org.relaxometry.bssfp.plot.window;

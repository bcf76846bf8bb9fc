/** Figures of panels with axes, traces, heat maps, violins and tables. */
package org.relaxometry.bssfp.plot.chart;

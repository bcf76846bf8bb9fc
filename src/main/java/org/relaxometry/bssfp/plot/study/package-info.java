/** One class for the figure of every in silico study of {@link org.relaxometry.bssfp.montecarlo}. */
package org.relaxometry.bssfp.plot.study;

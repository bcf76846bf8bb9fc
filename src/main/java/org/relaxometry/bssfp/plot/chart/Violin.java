package org.relaxometry.bssfp.plot.chart;

/**
 * Distribution of samples as a kernel density on both sides of an upright line, with the quartiles as a bar and the median
 * as a white point. The outermost half per cent of the samples at either end is not shown.
 *
 * @param name see {@link PanelLayer#name()}
 * @param position place on the x axis
 * @param halfWidth widest reach to either side, in units of the x axis
 * @param samples in the unit of the y axis; those that are not finite do not count; not copied
 */
public record Violin(String name, double position, double halfWidth, double[] samples) implements PanelLayer {}

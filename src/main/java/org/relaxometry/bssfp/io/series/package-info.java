/**
 * From the folder of a scanner to a series: what lies in it, which magnitude belongs to which phase, in which order the
 * cycles were taken, and what of that is doubtful.
 *
 * <p>{@link org.relaxometry.bssfp.io.series.SeriesScan} looks through a folder and reads headers only;
 * {@link org.relaxometry.bssfp.io.series.FoundSeries} is the table of what it found and takes the user's corrections;
 * {@link org.relaxometry.bssfp.io.series.SeriesImport} reads the chosen images and puts them together.
 */
package org.relaxometry.bssfp.io.series;

package org.relaxometry.bssfp.io.series;

import org.relaxometry.bssfp.io.series.scan.SeriesFacts;

/**
 * The protocol of a whole series, from a JSON file that belongs to no single image.
 *
 * @param file its name
 * @param facts TR, TE, flip angle and the increments of all cycles
 */
record StatedProtocol(String file, SeriesFacts facts) {}

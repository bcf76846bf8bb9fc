package org.relaxometry.bssfp.io.series;

import java.util.List;

/**
 * A row of the table of an import, as a window shows it.
 *
 * @param number of the row, from 1, by which it is named in a typed order
 * @param cycle its place in the series, from 1; 0 where it is left out
 * @param increment RF phase increment in degrees, as text
 * @param names of its halves
 * @param kinds of its halves, such as {@code magnitude}
 * @param series numbers of the halves' series
 * @param times TR and TE in ms, as text
 * @param size of the images in voxels
 * @param problems why it cannot be imported
 * @param doubts what the user should look at before it is
 */
public record ImportRow(
        int number,
        int cycle,
        String increment,
        List<String> names,
        List<String> kinds,
        String series,
        String times,
        String size,
        List<String> problems,
        List<String> doubts) {}

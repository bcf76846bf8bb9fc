package org.relaxometry.bssfp.io.dicom;

/**
 * From stored numbers to values.
 *
 * @param slope factor of a stored number
 * @param intercept value of a stored 0
 */
public record PixelScale(double slope, double intercept) {

    /**
     * Philips scales every series for the display; its private scale slope undoes that, so that values of several series can be
     * compared: (slope · n + intercept) / (slope · scale slope). Source: Chenevert et al., Transl Oncol 7:65 (2014).
     */
    PixelScale undone(double scaleSlope) {
        return new PixelScale(1 / scaleSlope, intercept / (slope * scaleSlope));
    }
}

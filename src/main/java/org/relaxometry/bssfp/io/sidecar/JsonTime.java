package org.relaxometry.bssfp.io.sidecar;

import java.math.BigDecimal;

/**
 * Times of a protocol in JSON files: in seconds, as BIDS has them, where the program works in ms. Both ways the decimal point
 * is shifted, so that 1.05 ms is 0.00105 s and comes back; 1.05 / 1000 is 0.0010500000000000002 and does not. True of every
 * number of up to 15 digits.
 */
public final class JsonTime {

    private JsonTime() {}

    public static double seconds(double ms) {
        return shift(ms, -3);
    }

    public static double milliseconds(double seconds) {
        return shift(seconds, 3);
    }

    private static double shift(double value, int digits) {
        return BigDecimal.valueOf(value).scaleByPowerOfTen(digits).doubleValue();
    }
}

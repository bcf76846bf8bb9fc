package org.relaxometry.bssfp.followup;

import java.util.Arrays;

/**
 * Control of the false discovery rate: of the discoveries, no more than this part is expected to be false, also where the values of
 * neighbours go together.
 *
 * <p>Source: Benjamini and Hochberg, J. R. Stat. Soc. B 57, 289 (1995); for positively dependent values Benjamini and Yekutieli, Ann. Stat.
 * 29, 1165 (2001).
 */
final class FalseDiscoveries {

    private FalseDiscoveries() {}

    /**
     * The largest probability that counts as a discovery.
     *
     * @param probabilities of all tests; NaN for none
     * @param rate of false ones among the discoveries, more than 0 and less than 1
     * @return negative where there is no discovery
     */
    static double threshold(double[] probabilities, double rate) {
        double[] sorted = Arrays.stream(probabilities)
                .filter(probability -> !Double.isNaN(probability))
                .sorted()
                .toArray();
        for (int k = sorted.length; k > 0; k--) {
            if (sorted[k - 1] <= rate * k / sorted.length) {
                return sorted[k - 1];
            }
        }
        return -1;
    }
}

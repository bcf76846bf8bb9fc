package org.relaxometry.bssfp.app.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.volume.ParameterMaps;

/**
 * Whether what averaging took away is noise: then the values of neighbours are independent of one another. Where they resemble each
 * other, something of the anatomy went too.
 */
public final class RemovedStructure {

    /** Correlation of neighbours above which it is said; noise gives less than 0.02, an organ averaged away 0.3 and more. */
    private static final double MOST = 0.1;

    private RemovedStructure() {}

    /** A warning where the maps hold what was removed, and that has structure. */
    public static Optional<String> warning(ParameterMaps maps) {
        return finding(maps)
                .map(finding -> finding
                        + " Look at T1removedmap and T2removedmap: where they show"
                        + " anatomy, use a lower strength or a shorter reach; where they are coarse everywhere, the noise"
                        + " is correlated by earlier interpolation, or its level is not known well.");
    }

    /** What is found, with figures, where what was removed has structure. */
    public static Optional<String> finding(ParameterMaps maps) {
        List<String> found = new ArrayList<>();
        for (Parameter parameter : List.of(Parameter.T1_REMOVED, Parameter.T2_REMOVED)) {
            double correlation = maps.parameters().contains(parameter) ? correlation(maps, parameter) : 0;
            if (correlation > MOST) {
                found.add(String.format(Locale.ROOT, "%s %.2f", parameter.symbol(), correlation));
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "What the averaging removed is not noise alone: neighbouring voxels of its maps correlate ("
                                + String.join(", ", found) + "; noise: 0).");
    }

    /** Correlation of the values of neighbours along x and y. */
    public static double correlation(ParameterMaps maps, Parameter parameter) {
        int width = maps.width();
        double products = 0;
        double squares = 0;
        for (float[] plane : ParameterMaps.planes(maps.map(parameter))) {
            for (int i = 0; i < plane.length - width - 1; i++) {
                for (int step : new int[] {1, width}) {
                    double product = plane[i] * plane[i + step];
                    // a lone outlier shall not decide
                    if (Math.abs(plane[i]) < 5 && Math.abs(plane[i + step]) < 5) {
                        products += product;
                        squares += 0.5 * (plane[i] * plane[i] + plane[i + step] * plane[i + step]);
                    }
                }
            }
        }
        return squares > 0 ? products / squares : 0;
    }
}

package org.relaxometry.bssfp.preprocessing.motion;

import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.space.RigidMotion;

/**
 * How the head lay in every phase cycle.
 *
 * @param reference cycle, from 0, in which nothing counts as moved
 * @param motions where the head lies in each cycle against the reference
 * @param displacementMm mean displacement of the bright voxels of the reference in each cycle
 * @param framewiseMm the same from the cycle before to each cycle, in the order of the images; 0 in the first
 * @param basis what the motions rest on
 */
public record MotionEstimate(
        int reference, List<RigidMotion> motions, double[] displacementMm, double[] framewiseMm, Basis basis) {

    /** What motions rest on. */
    public enum Basis {
        /** No motion that can be told from none: the cycles follow the signal model best where they lie. */
        AT_REST,
        /** Every cycle was registered to the reference. */
        REFERENCE,
        /** Every cycle was registered to what the other cycles predict, too. */
        PREDICTION
    }

    public MotionEstimate {
        motions = List.copyOf(motions);
    }

    /** Mean of the framewise displacement over all cycles but the first, in mm. */
    public double meanFramewiseMm() {
        double sum = 0;
        for (double displacement : framewiseMm) {
            sum += displacement;
        }
        return sum / (framewiseMm.length - 1);
    }

    /** Largest mean displacement of a cycle, in mm. */
    public double largestDisplacementMm() {
        double largest = 0;
        for (double displacement : displacementMm) {
            largest = Math.max(largest, displacement);
        }
        return largest;
    }

    /** One line per cycle, numbered from 1, under a line of titles. */
    public String csv() {
        StringBuilder csv = new StringBuilder("cycle,translation_x_mm,translation_y_mm,translation_z_mm,rotation_x_deg,"
                + "rotation_y_deg,rotation_z_deg,mean_displacement_mm,framewise_displacement_mm\n");
        for (int j = 0; j < motions.size(); j++) {
            double[] mm = motions.get(j).translationMm();
            double[] deg = motions.get(j).rotationDeg();
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f%n",
                    j + 1,
                    mm[0],
                    mm[1],
                    mm[2],
                    deg[0],
                    deg[1],
                    deg[2],
                    displacementMm[j],
                    framewiseMm[j]));
        }
        return csv.toString();
    }
}

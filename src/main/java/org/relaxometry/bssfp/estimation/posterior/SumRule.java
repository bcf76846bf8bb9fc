package org.relaxometry.bssfp.estimation.posterior;

import java.util.Arrays;

/**
 * Where on the unit interval an integrand is evaluated, and what each value weighs. Midpoints at equal distances are exact for
 * what falls to nothing within the interval, as a normal density does; Gauss–Legendre nodes are for what the interval cuts off.
 *
 * @param node in (0, 1), ascending
 * @param lnWeight logarithms of the weights of the nodes, which add up to 1
 * @param edge where the piece of each node begins that is as long as its weight, and the end of the last
 */
record SumRule(double[] node, double[] lnWeight, double[] edge) {

    static SumRule midpoint(int count) {
        double[] node = new double[count];
        double[] weight = new double[count];
        for (int k = 0; k < count; k++) {
            node[k] = (k + 0.5) / count;
            weight[k] = 1.0 / count;
        }
        return of(node, weight);
    }

    /** Newton steps to the zeros of the Legendre polynomial, as Press et al., Numerical Recipes, section 4.6. */
    static SumRule gaussLegendre(int count) {
        double[] node = new double[count];
        double[] weight = new double[count];
        for (int k = 0; k < count; k++) {
            double x = Math.cos(Math.PI * (k + 0.75) / (count + 0.5));
            double slope = 0;
            for (int step = 0; step < 20; step++) {
                double value = 1;
                double before = 0;
                for (int degree = 1; degree <= count; degree++) {
                    double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = count * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            node[count - 1 - k] = (1 + x) / 2;
            weight[count - 1 - k] = 1 / ((1 - x * x) * slope * slope);
        }
        return of(node, weight);
    }

    private static SumRule of(double[] node, double[] weight) {
        double[] edge = new double[weight.length + 1];
        for (int k = 0; k < weight.length; k++) {
            edge[k + 1] = edge[k] + weight[k];
        }
        return new SumRule(node, Arrays.stream(weight).map(Math::log).toArray(), edge);
    }
}

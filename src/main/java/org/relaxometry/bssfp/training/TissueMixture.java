package org.relaxometry.bssfp.training;

import java.util.List;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.Range;

/** A weighted sum of normal densities of (T1, T2), cut off at the ranges and at T1 = T2. */
record TissueMixture(String name, String source, Range t1Ms, Range t2Ms, List<Component> components)
        implements ParameterDistribution {

    /**
     * One normal density.
     *
     * @param weight its part of the whole; weights need no sum
     * @param t1Ms mean of T1 in ms
     * @param t1SigmaMs standard deviation of T1 in ms
     * @param t2Ms mean of T2 in ms
     * @param t2SigmaMs standard deviation of T2 in ms
     * @param correlation between T1 and T2
     */
    record Component(double weight, double t1Ms, double t1SigmaMs, double t2Ms, double t2SigmaMs, double correlation) {

        private double density(double atT1Ms, double atT2Ms) {
            double first = (atT1Ms - t1Ms) / t1SigmaMs;
            double second = (atT2Ms - t2Ms) / t2SigmaMs;
            double unexplained = 1 - correlation * correlation;
            double square = (first * first - 2 * correlation * first * second + second * second) / unexplained;
            return weight * Math.exp(-square / 2) / (t1SigmaMs * t2SigmaMs * Math.sqrt(unexplained));
        }
    }

    /*
     * White matter, T1/T2 in ms: 1084/69 (Stanisz), 832/80 (Wansapura), 1110/56 (literature that Stanisz compares with),
     * 939/62 (Zhu): mean 991/67, standard deviation between studies 130/10. Grey matter: 1820/99, 1331/110, 1470/71: mean
     * 1540/93, standard deviation 250/20. Partial volume: half way, as wide as the way between them. The fourth is what bSSFP
     * itself reads in three brains, where myelin water shortens both times and magnetisation transfer T1: Birk's ranges are
     * its mean ± 2 standard deviations. The correlation is that of the two tissues' means.
     */
    static final TissueMixture BRAIN_AT_3_T = new TissueMixture(
            "in vivo",
            "Mixture of normal densities of T1/T2 in ms (standard deviation; correlation 0.6) at 3 T, within the ranges and"
                    + " T1 >= T2: white matter 991/67 (130/10), weight 0.35; grey matter 1540/93 (250/20), weight 0.35;"
                    + " partial volume 1265/80 (275/15), weight 0.10; whole brain as read by bSSFP 1220/70 (430/25), weight"
                    + " 0.20. Means and spread between studies from Stanisz et al., Magn. Reson. Med. 54, 507 (2005),"
                    + " doi:10.1002/mrm.20605, and the literature it compares with; Wansapura et al., J. Magn. Reson."
                    + " Imaging 9, 531 (1999), doi:10.1002/(SICI)1522-2586(199904)9:4<531::AID-JMRI4>3.0.CO;2-L; Zhu et"
                    + " al., ISMRM-ESMRMB 2014, as cited by Birk et al., Sci. Rep. 15, 4825 (2025),"
                    + " doi:10.1038/s41598-025-88579-z, whose ranges give the last component. Not the density that Birk et"
                    + " al. trained on, which is not public.",
            TISSUE_T1_MS,
            TISSUE_T2_MS,
            List.of(
                    new Component(0.35, 991, 130, 67, 10, 0.6),
                    new Component(0.35, 1540, 250, 93, 20, 0.6),
                    new Component(0.10, 1265, 275, 80, 15, 0.6),
                    new Component(0.20, 1220, 430, 70, 25, 0.6)));

    @Override
    public Tissue draw(GaussianNoise random) {
        double total = components.stream().mapToDouble(Component::weight).sum();
        while (true) {
            Component component = pick(random.uniform() * total);
            double first = random.next();
            double second = random.next();
            double rho = component.correlation();
            double t1 = component.t1Ms() + component.t1SigmaMs() * first;
            double t2 = component.t2Ms() + component.t2SigmaMs() * (rho * first + Math.sqrt(1 - rho * rho) * second);
            if (t1Ms.contains(t1) && t2Ms.contains(t2) && t1 >= t2) {
                return new Tissue(t1, t2);
            }
        }
    }

    @Override
    public double density(double atT1Ms, double atT2Ms) {
        if (!(t1Ms.contains(atT1Ms) && t2Ms.contains(atT2Ms) && atT1Ms >= atT2Ms)) {
            return 0;
        }
        return components.stream()
                .mapToDouble(component -> component.density(atT1Ms, atT2Ms))
                .sum();
    }

    private Component pick(double place) {
        double sum = 0;
        for (Component component : components) {
            sum += component.weight();
            if (place <= sum) {
                return component;
            }
        }
        return components.get(components.size() - 1);
    }
}

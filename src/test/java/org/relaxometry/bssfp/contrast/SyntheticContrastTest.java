package org.relaxometry.bssfp.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.contrast.Timing.Kind;
import org.relaxometry.bssfp.space.VolumeGrid;

class SyntheticContrastTest {

    private static final double M0 = 7;

    /** T1 and T2 in ms: white matter, grey matter, fluid, fat. */
    private static final double[][] TISSUES = {{900, 65}, {1350, 85}, {4200, 2000}, {350, 60}};

    /**
     * Perfect pulses, one after the other, until nothing changes: what the formulas are the closed form of.
     *
     * @param pulses times from one pulse to the next in ms, and what each does to the longitudinal magnetisation
     */
    private static double steady(double t1Ms, double[][] pulses, int read) {
        double z = 1;
        double seen = 0;
        for (int repetition = 0; repetition < 200; repetition++) {
            for (int k = 0; k < pulses.length; k++) {
                seen = k == read ? z : seen;
                z = 1 + (pulses[k][1] * z - 1) * Math.exp(-pulses[k][0] / t1Ms);
            }
        }
        return Math.abs(seen);
    }

    private static final double INVERTED = -1;
    private static final double SPENT = 0;
    private static final double LEFT = 1;

    @ParameterizedTest
    @EnumSource(Contrast.class)
    void signalIsThatOfTheSequence(Contrast contrast) {
        Timing t = contrast.usual();
        double tr = t.of(Kind.TR);
        double te = t.of(Kind.TE);
        double ti = t.of(Kind.TI);
        double ti2 = t.of(Kind.TI2);
        DoubleBinaryOperator expected =
                switch (contrast) {
                    case T1W, T2W, PD -> (t1, t2) -> (1 - Math.exp(-tr / t1)) * Math.exp(-te / t2);
                    case FLAIR ->
                        (t1, t2) -> Math.exp(-te / t2)
                                * steady(
                                        t1,
                                        new double[][] {{ti, INVERTED}, {te / 2, SPENT}, {tr - ti - te / 2, INVERTED}},
                                        1);
                    case DIR ->
                        (t1, t2) -> Math.exp(-te / t2)
                                * steady(
                                        t1,
                                        new double[][] {
                                            {ti - ti2, INVERTED},
                                            {ti2, INVERTED},
                                            {te / 2, SPENT},
                                            {tr - ti - te / 2, INVERTED}
                                        },
                                        2);
                    case MPRAGE -> (t1, t2) -> steady(t1, new double[][] {{ti, INVERTED}, {tr - ti, LEFT}}, 1);
                };
        SyntheticContrast synthetic = new SyntheticContrast(contrast, t);
        for (double[] tissue : TISSUES) {
            assertThat(synthetic.signal(tissue[0], tissue[1], M0))
                    .isCloseTo(M0 * expected.applyAsDouble(tissue[0], tissue[1]), within(1e-6 * M0));
        }
    }

    /** The formulas as they are written down, apart from the code that turns them into images. */
    @Test
    void imageEqualsTheFormula() {
        float[] t1 = {900, 1350, Float.NaN, 4200};
        float[] t2 = {65, 85, 80, 2000};
        float[] m0 = {1, 0.8f, 1, 1.1f};
        TissueVolume tissue = new TissueVolume(new VolumeGrid(4, 1, 1, 1, 1, 1), t1, t2, m0, null, null);
        SyntheticContrast flair = SyntheticContrast.parse("contrasts", "FLAIR TR=9000 TE=120 TI=2400")
                .get(0);
        float[] image = tissue.signal(flair);
        for (int v = 0; v < image.length; v++) {
            double expected = m0[v]
                    * Math.abs(1 - 2 * Math.exp(-2400 / t1[v]) + 2 * Math.exp(-8940 / t1[v]) - Math.exp(-9000 / t1[v]))
                    * Math.exp(-120 / t2[v]);
            if (Float.isNaN(t1[v])) {
                assertThat(image[v]).isNaN();
            } else {
                assertThat((double) image[v]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Contrast.class)
    void sigmaIsThatOfSmallErrors(Contrast contrast) {
        SyntheticContrast synthetic = new SyntheticContrast(contrast, contrast.usual());
        double h = 1e-3;
        for (double[] tissue : TISSUES) {
            double byT1 =
                    (synthetic.signal(tissue[0] + h, tissue[1], M0) - synthetic.signal(tissue[0] - h, tissue[1], M0))
                            / (2 * h);
            double byT2 =
                    (synthetic.signal(tissue[0], tissue[1] + h, M0) - synthetic.signal(tissue[0], tissue[1] - h, M0))
                            / (2 * h);
            double expected = Math.hypot(byT1 * 30, byT2 * 4);
            assertThat(synthetic.sigma(tissue[0], tissue[1], M0, 30, 4)).isCloseTo(expected, within(1e-6 * M0));
        }
        boolean usesT2 = contrast.usual().of(Kind.TE) > 0;
        assertThat(synthetic.sigma(900, 65, M0, Double.NaN, 4)).isNaN();
        assertThat(Double.isNaN(synthetic.sigma(900, 65, M0, 30, Double.NaN))).isEqualTo(usesT2);
    }

    @Test
    void usualTimesNullWhatTheyAreMadeToNull() {
        SyntheticContrast flair = SyntheticContrast.parse("c", "FLAIR").get(0);
        assertThat(flair.signal(4000, 2000, 1)).isLessThan(0.1 * flair.signal(1350, 85, 1));
        SyntheticContrast dir = SyntheticContrast.parse("c", "DIR").get(0);
        assertThat(dir.signal(900, 65, 1)).isLessThan(0.4 * dir.signal(1350, 85, 1));
        assertThat(dir.signal(4000, 2000, 1)).isLessThan(0.4 * dir.signal(1350, 85, 1));
    }

    @Test
    void listsAreReadAndWrittenAlike() {
        List<SyntheticContrast> read = SyntheticContrast.parse("contrasts", "t1w, FLAIR ti = 2300 TE=90.5");
        assertThat(read.get(0).timing()).isEqualTo(Contrast.T1W.usual());
        assertThat(read.get(1).text()).isEqualTo("FLAIR TR=9000 TE=90.5 TI=2300");
        assertThat(SyntheticContrast.parse("contrasts", read.get(1).text())).isEqualTo(read.subList(1, 2));
        assertThat(SyntheticContrast.parse("contrasts", " ")).hasSize(Contrast.values().length);
    }

    @Test
    void whatCannotBeIsRefused() {
        requireRefused("T3w", "is not a contrast. There are: T1w");
        requireRefused("T1w, T1w", "names T1w twice");
        requireRefused("T1w TI=900", "\"TI=900\" is no time of T1w. Its times in ms are: TR=600 TE=12");
        requireRefused("T1w TR", "TR of T1w in ms, as TR=600");
        requireRefused("T1w TR=fast", "but is \"fast\"");
        requireRefused("T1w TR=0", "TR of T1w must be more than 0 ms, but is 0");
        requireRefused("T1w TR=inf", "must be more than 0 ms");
        requireRefused("T1w TE=600", "TR longer than TE");
        requireRefused("FLAIR TI=9000", "TR longer than TI");
        requireRefused("DIR TI2=3500", "TI longer than TI2");
        requireRefused("MPRAGE TE=3", "no time of MPRAGE");
    }

    private static void requireRefused(String text, String message) {
        assertThatThrownBy(() -> SyntheticContrast.parse("contrasts", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}

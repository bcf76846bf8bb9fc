package org.relaxometry.bssfp.plot.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.plot.chart.ExampleFigures;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.chart.Violin;
import org.relaxometry.bssfp.statistics.SortedSamples;

class PanelsTest {

    @Test
    void histogramCountsEverySampleOnceAndStatesThoseBeyond() {
        Map<String, double[]> samples = new LinkedHashMap<>();
        samples.put("MIRACLE", IntStream.rangeClosed(1, 1000).asDoubleStream().toArray());
        samples.put("SVNN", new double[] {500, 500, Double.NaN});
        Panel panel = Panels.histogram("WM", "T1 (ms)", samples, 10);
        assertThat(panel.title()).isEqualTo("WM, up to 1.2 % beyond");
        Trace miracle = (Trace) panel.layers().get(0);
        // the 0.5 % quantile of all 1002 samples lies at 6.005, so six are left out at either end
        assertThat(Arrays.stream(miracle.y()).sum()).isEqualTo(988);
        // evenly spread, but for one at either end of a bin
        assertThat(miracle.y()).usingComparatorWithPrecision(1.0).containsOnly(98.8);
        Trace svnn = (Trace) panel.layers().get(1);
        assertThat(Arrays.stream(svnn.y()).sum()).isEqualTo(2);
        assertThat(svnn.name()).isEqualTo("SVNN");
        assertThat(svnn.x()).isEqualTo(miracle.x());
    }

    @Test
    void equalSamplesMakeOneFullBin() {
        Panel panel = Panels.histogram("", "T1 (ms)", Map.of("SVNN", new double[] {800, 800, 800}), 5);
        Trace bars = (Trace) panel.layers().get(0);
        assertThat(bars.y()).containsExactly(0, 0, 3, 0, 0);
        assertThat(bars.x()[2]).isCloseTo(800, within(1e-9));
    }

    @Test
    void histogramWithoutSamplesIsRefused() {
        Map<String, double[]> none = Map.of("SVNN", new double[] {Double.NaN});
        assertThatThrownBy(() -> Panels.histogram("", "T1 (ms)", none, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 finite samples");
    }

    @Test
    void violinsOfARoiStandBesideEachOther() {
        Map<String, double[][]> samples = new LinkedHashMap<>();
        samples.put("MIRACLE", new double[][] {{1}, {2}});
        samples.put("SVNN", new double[][] {{3}, {4}});
        List<Violin> violins = Panels.violins("", "T1 (ms)", List.of("WM", "GM"), samples).layers().stream()
                .map(Violin.class::cast)
                .toList();
        assertThat(violins).hasSize(4);
        assertThat(violins).extracting(violin -> Math.round(violin.position())).containsExactly(0L, 1L, 0L, 1L);
        double distance = violins.get(2).position() - violins.get(0).position();
        assertThat(distance).isGreaterThanOrEqualTo(2 * violins.get(0).halfWidth());
        assertThatThrownBy(() -> Panels.violins("", "T1 (ms)", List.of("WM"), samples))
                .hasMessageContaining("1 ROIs")
                .hasMessageContaining("MIRACLE for 2");
    }

    @Test
    void blandAltmanShowsDifferencesAgainstMeans() {
        Panel panel = Panels.blandAltman(
                "", "ROI", "T1", "ms", new double[] {100, 200}, new double[] {110, 190}, 0, -27.7, 27.7);
        Trace points = (Trace) panel.layers().get(0);
        assertThat(points.x()).containsExactly(105, 195);
        assertThat(points.y()).containsExactly(10, -10);
        assertThat(panel.layers()).extracting(PanelLayer::name).contains("bias 0", "−1.96 SD: −27.7");
    }

    @Test
    void largeCloudsAreThinnedAndSaySo() {
        double[] values = IntStream.range(0, 10_000).asDoubleStream().toArray();
        Panel panel = Panels.scatter("", "voxels", "T1 (ms)", values, "T1 (ms)", values);
        Trace cloud = (Trace) panel.layers().get(1);
        assertThat(cloud.name()).isEqualTo("voxels (3,334 of 10,000 points)");
        assertThat(cloud.x()).hasSize(3334).startsWith(0, 3, 6).endsWith(9999);
        assertThat(cloud.y()).isEqualTo(cloud.x());
    }

    @Test
    void densityIsThatOfTheSamples() {
        double[][] density =
                SortedSamples.finite(ExampleFigures.normal(5, 20_000, 900, 40)).density();
        double step = density[0][1] - density[0][0];
        // half a per cent of the samples is left out at either end, and smeared by the kernel
        assertThat(Arrays.stream(density[1]).sum() * step).isCloseTo(0.99, within(0.01));
        double peak = Arrays.stream(density[1]).max().orElseThrow();
        // the bandwidth of 0.12 standard deviations lowers the peak by 1 %, chance adds 2 %
        assertThat(peak).isCloseTo(1 / (40 * Math.sqrt(2 * Math.PI)), within(0.0003));
    }

    @Test
    void quantilesLieBetweenSamples() {
        SortedSamples samples = SortedSamples.finite(new double[] {4, Double.NaN, 1, 2, Double.POSITIVE_INFINITY, 3});
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.quantile(0)).isEqualTo(1);
        assertThat(samples.quantile(0.5)).isEqualTo(2.5);
        assertThat(samples.quantile(1)).isEqualTo(4);
    }
}

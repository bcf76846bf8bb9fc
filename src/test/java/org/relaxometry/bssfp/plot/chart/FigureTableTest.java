package org.relaxometry.bssfp.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import ij.measure.ResultsTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.plot.study.Panels;
import org.relaxometry.bssfp.plot.style.ColourScale;

class FigureTableTest {

    private static final Figure FIGURE = new Figure(
            "all kinds",
            List.of(
                    Panel.of(
                            "a, \"b\"",
                            Axis.linear("SNR"),
                            Axis.linear("CoD"),
                            Trace.of("MIRACLE", new double[] {5, 10}, new double[] {0.1, 1.0 / 3}, Trace.Look.LINE)
                                    .withBand(new double[] {0, 0.25}, new double[] {0.5, Double.NaN}),
                            ReferenceLine.horizontal("bias", 1.5),
                            ReferenceLine.identity()),
                    Panel.of(
                            "map",
                            Axis.linear("T1 (ms)"),
                            Axis.linear("T2 (ms)"),
                            new HeatMap(
                                    "PINN",
                                    new double[] {1, 2},
                                    new double[] {3, 4},
                                    new double[][] {{5, 6}, {7, Double.NaN}},
                                    ColourScale.sequential("σ (%)", 0, 1))),
                    Panels.violins(
                            "ROIs", "T1 (ms)", List.of("WM", "GM"), Map.of("SVNN", new double[][] {{800.5}, {1300, 1301}
                            }))),
            2,
            "");

    @Test
    void csvHoldsTheVeryNumbersShown() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureTable.writeCsv(FIGURE, out);
        assertThat(out.toString(StandardCharsets.UTF_8).split("\r\n"))
                .containsExactly(
                        "panel,series,x quantity,x,y quantity,y,lower,upper,value quantity,value",
                        "\"a, \"\"b\"\"\",MIRACLE,SNR,5.0,CoD,0.1,0.0,0.5,,",
                        "\"a, \"\"b\"\"\",MIRACLE,SNR,10.0,CoD,0.3333333333333333,0.25,NaN,,",
                        "\"a, \"\"b\"\"\",bias,SNR,,CoD,1.5,,,,",
                        "map,PINN,T1 (ms),1.0,T2 (ms),3.0,,,σ (%),5.0",
                        "map,PINN,T1 (ms),2.0,T2 (ms),3.0,,,σ (%),6.0",
                        "map,PINN,T1 (ms),1.0,T2 (ms),4.0,,,σ (%),7.0",
                        "map,PINN,T1 (ms),2.0,T2 (ms),4.0,,,σ (%),NaN",
                        "ROIs,SVNN,,WM,T1 (ms),800.5,,,,",
                        "ROIs,SVNN,,GM,T1 (ms),1300.0,,,,",
                        "ROIs,SVNN,,GM,T1 (ms),1301.0,,,,");
    }

    @Test
    void resultsTableHoldsTheSameRows() {
        ResultsTable table = FigureTable.of(FIGURE);
        assertThat(table.size()).isEqualTo(10);
        assertThat(table.getStringValue("series", 0)).isEqualTo("MIRACLE");
        assertThat(table.getValue("y", 1)).isEqualTo(1.0 / 3);
        assertThat(table.getValue("value", 5)).isEqualTo(7);
        assertThat(table.getStringValue("x", 7)).isEqualTo("WM");
    }
}

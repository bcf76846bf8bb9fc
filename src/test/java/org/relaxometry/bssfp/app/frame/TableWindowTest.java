package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import ij.measure.ResultsTable;
import org.junit.jupiter.api.Test;

class TableWindowTest {

    @Test
    void columnsShowFiveDigitsAndHoldThemAll() {
        ResultsTable table = new ResultsTable();
        double[] t1 = {812.345678, Double.NaN, 21.3};
        double[] ratio = {0.0123456789, 0.9, 0.1};
        for (int row = 0; row < 3; row++) {
            table.addRow();
            table.addValue("name", "WM");
            table.addValue("T1 (ms)", t1[row]);
            table.addValue("B1", ratio[row]);
            table.addValue("samples", 5000);
        }
        TableWindow.rounded(table);
        assertThat(table.getStringValue("name", 0)).isEqualTo("WM");
        assertThat(table.getStringValue("T1 (ms)", 0)).isEqualTo("812.35");
        assertThat(table.getStringValue("T1 (ms)", 2)).isEqualTo("21.30");
        assertThat(table.getStringValue("B1", 0)).isEqualTo("0.01235");
        assertThat(table.getStringValue("samples", 0)).isEqualTo("5000");
        assertThat(table.getValue("T1 (ms)", 0)).isEqualTo(812.345678);
    }
}

package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import ij.measure.ResultsTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

class InspectedPlaceTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
    private static final VolumeGrid GRID = new VolumeGrid(64, 64, 24, 1, 2, 3);

    @Test
    void aRowOfTheTableSaysImageRegionPlaceAndSize() {
        ResultsTable table = new ResultsTable();
        place("WM", GRID.index(28, 24, 9), GRID.index(29, 24, 9), GRID.index(28, 27, 9))
                .addTo(table, "sub-01", GRID);
        place("voxel 7, 8", GRID.index(7, 8, 9)).addTo(table, "sub-01", GRID);

        assertThat(text(table, "image")).containsExactly("sub-01", "sub-01");
        assertThat(text(table, "ROI")).containsExactly("WM", "voxel");
        assertThat(text(table, "place")).containsExactly("x 28–29, y 24–27, slice 10", "x 7, y 8, slice 10");
        assertThat(table.getColumn("voxels")).containsExactly(3, 1);
        assertThat(table.getColumn("volume (mm³)")).containsExactly(18, 6);
        assertThat(table.getColumn("T1 (ms)")).containsExactly(812, 812);
        assertThat(table.getColumn("misfit (%)")).containsExactly(1.5, 1.5);
    }

    private static List<String> text(ResultsTable table, String column) {
        return List.of(table.getStringValue(column, 0), table.getStringValue(column, 1));
    }

    private static InspectedPlace place(String name, int... voxels) {
        Inspection.Fit fit = new Inspection.Fit(
                "ML", Map.of(Parameter.T1, new Inspection.Value(812, 21)), "", new double[0], new double[0], 0.015);
        return new InspectedPlace(
                new RoiVoxels(name, "slice 10", voxels),
                new Inspection(
                        PROTOCOL,
                        voxels.length,
                        new double[4],
                        new double[4],
                        1,
                        new double[0],
                        List.of(fit),
                        Optional.empty()),
                Optional.empty());
    }
}

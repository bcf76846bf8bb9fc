package org.relaxometry.bssfp.app.roi;

import ij.measure.ResultsTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.montecarlo.inspect.Inspection;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

/**
 * What the Inspector shows, and where it lies.
 *
 * @param place the voxel or the region
 * @param inspection what the methods make of it
 * @param neighbours those that the run averaged the voxel with, where it did
 */
record InspectedPlace(RoiVoxels place, Inspection inspection, Optional<NeighbourWeights.Of> neighbours) {

    static final List<Parameter> SHOWN = List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE);

    /** In words, with the slice and the number of voxels. */
    String where() {
        int all = place.voxels().length;
        int used = inspection.voxels();
        String region =
                all == 1 ? "" : ", " + all + " voxels" + (used < all ? " (" + used + " of them looked at)" : "");
        return place.name() + ", " + place.where() + region;
    }

    /**
     * Adds a row for every method.
     *
     * @param source what the series is of
     * @param grid of the series
     */
    void addTo(ResultsTable table, String source, VolumeGrid grid) {
        int count = place.voxels().length;
        double voxelMm3 = grid.dxMm() * grid.dyMm() * grid.dzMm();
        for (Inspection.Fit fit : inspection.fits()) {
            table.addRow();
            table.addValue("image", source);
            table.addValue("ROI", count == 1 ? "voxel" : place.name());
            table.addValue("place", extent(grid));
            table.addValue("voxels", count);
            table.addValue("volume (mm³)", count * voxelMm3);
            table.addValue("B1", inspection.b1Ratio());
            table.addValue("method", fit.method());
            for (Parameter parameter : SHOWN) {
                Inspection.Value value = fit.values().get(parameter);
                String unit = " (" + parameter.unit() + ")";
                table.addValue(parameter.symbol() + unit, value == null ? Double.NaN : value.value());
                table.addValue("σ(" + parameter.symbol() + ")" + unit, value == null ? Double.NaN : value.sigma());
            }
            table.addValue("misfit (%)", 100 * fit.misfitRatio());
            table.addValue("remark", fit.remark());
        }
    }

    /** Such as {@code x 28–31, y 24–27, slice 10}. */
    private String extent(VolumeGrid grid) {
        return "x " + range(voxel -> voxel % grid.nx()) + ", y " + range(voxel -> voxel / grid.nx() % grid.ny()) + ", "
                + place.where();
    }

    private String range(IntUnaryOperator coordinate) {
        int min = Arrays.stream(place.voxels()).map(coordinate).min().orElseThrow();
        int max = Arrays.stream(place.voxels()).map(coordinate).max().orElseThrow();
        return min == max ? "" + min : min + "–" + max;
    }
}

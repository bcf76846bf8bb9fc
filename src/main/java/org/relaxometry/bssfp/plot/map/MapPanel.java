package org.relaxometry.bssfp.plot.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.volume.ParameterMaps;

/**
 * One map of a figure.
 *
 * @param symbol what the values are
 * @param unit follows the symbol, may be empty
 * @param display colours and range; empty for a status map, whose values are codes of
 *     {@link org.relaxometry.bssfp.estimation.EstimationStatus}
 * @param planes values [z][x + y · width], NaN where there is none; not copied
 * @param width voxels in x
 * @param height voxels in y
 */
public record MapPanel(
        String symbol, String unit, Optional<ParameterDisplay> display, float[][] planes, int width, int height) {

    public MapPanel {
        if (planes.length == 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("A map needs at least one voxel, but is " + width + " × " + height
                    + " voxels in " + planes.length + " slices.");
        }
        for (float[] plane : planes) {
            if (plane.length != width * height) {
                throw new IllegalArgumentException(
                        "A slice of " + width + " × " + height + " voxels cannot have " + plane.length + " values.");
            }
        }
    }

    /** Parameters in their units and usual colours, and last the status. */
    public static List<MapPanel> of(ParameterMaps maps, Collection<Parameter> parameters) {
        List<MapPanel> panels = new ArrayList<>();
        for (Parameter parameter : parameters) {
            panels.add(of(parameter, ParameterMaps.planes(maps.map(parameter)), maps.width(), maps.height()));
        }
        panels.add(ofStatus(ParameterMaps.planes(maps.status()), maps.width(), maps.height()));
        return panels;
    }

    /** A map of a parameter, in its unit and usual colours. */
    public static MapPanel of(Parameter parameter, float[][] planes, int width, int height) {
        return new MapPanel(
                parameter.symbol(),
                parameter.unit(),
                Optional.of(ParameterDisplay.of(parameter, planes)),
                planes,
                width,
                height);
    }

    /** A map of status codes. */
    public static MapPanel ofStatus(float[][] planes, int width, int height) {
        return new MapPanel("status", "", Optional.empty(), planes, width, height);
    }

    /** Status codes in memory. */
    public static MapPanel ofStatus(ScalarVolume status) {
        return ofStatus(status.planes(), status.grid().nx(), status.grid().ny());
    }

    /** A volume in memory. */
    public static MapPanel of(String symbol, String unit, ScalarVolume volume, ParameterDisplay display) {
        return new MapPanel(
                symbol,
                unit,
                Optional.of(display),
                volume.planes(),
                volume.grid().nx(),
                volume.grid().ny());
    }
}

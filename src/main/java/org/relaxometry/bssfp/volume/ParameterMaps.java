package org.relaxometry.bssfp.volume;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * What an estimator gave for a whole series: one float image [x, y, z] per parameter, and the status codes
 * ({@link org.relaxometry.bssfp.estimation.EstimationStatus}) as a float image of their own.
 */
public final class ParameterMaps {

    private final Map<Parameter, PlanarImg<FloatType, FloatArray>> maps = new EnumMap<>(Parameter.class);
    private final PlanarImg<FloatType, FloatArray> status;
    private final double longestMs;

    ParameterMaps(Set<Parameter> parameters, double longestMs, VolumeGrid grid) {
        this.longestMs = longestMs;
        parameters.forEach(parameter -> maps.put(parameter, empty(grid)));
        status = empty(grid);
    }

    /** Adds maps without values. */
    public void add(Set<Parameter> parameters, VolumeGrid grid) {
        for (Parameter parameter : parameters) {
            PlanarImg<FloatType, FloatArray> map = empty(grid);
            for (float[] plane : planes(map)) {
                Arrays.fill(plane, Float.NaN);
            }
            maps.put(parameter, map);
        }
    }

    /** The parameters held, in the order of {@link Parameter}. */
    public Set<Parameter> parameters() {
        return maps.keySet();
    }

    /** Map of one parameter, NaN where the voxel has no answer. */
    public PlanarImg<FloatType, FloatArray> map(Parameter parameter) {
        PlanarImg<FloatType, FloatArray> map = maps.get(parameter);
        if (map == null) {
            throw new IllegalArgumentException("These maps hold " + maps.keySet() + ", not " + parameter + ".");
        }
        return map;
    }

    /** The planes of the map of one parameter [z][x + y · width], not copied. */
    public float[][] planes(Parameter parameter) {
        return planes(map(parameter));
    }

    /** Longest T1 and T2 in ms: a value of this is a lower bound. Infinite where there is none. */
    public double longestMs() {
        return longestMs;
    }

    /** Status code of every voxel. */
    public PlanarImg<FloatType, FloatArray> status() {
        return status;
    }

    /** Voxels in x. */
    public int width() {
        return (int) status.dimension(0);
    }

    /** Voxels in y. */
    public int height() {
        return (int) status.dimension(1);
    }

    /** The planes of a map [z][x + y · width], not copied. */
    public static float[][] planes(PlanarImg<FloatType, FloatArray> map) {
        float[][] planes = new float[map.numSlices()][];
        Arrays.setAll(planes, z -> map.getPlane(z).getCurrentStorageArray());
        return planes;
    }

    @SuppressWarnings("unchecked")
    static PlanarImg<FloatType, FloatArray> empty(VolumeGrid grid) {
        return (PlanarImg<FloatType, FloatArray>) (PlanarImg<FloatType, ?>) PlanarImgs.floats(grid.size());
    }
}

package org.relaxometry.bssfp.volume;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.space.Voxels;

/**
 * Some voxels of a series, read into memory.
 *
 * @param positions where they lie, x + width · (y + height · z), in rising order
 * @param voxels their samples and B1, in the same order
 */
public record ChosenVoxels(int[] positions, Voxels voxels) {

    /**
     * Reads voxels; those outside the mask of the series are left out.
     *
     * @param wanted positions x + width · (y + height · z), in rising order
     * @throws IllegalArgumentException if none is left
     */
    public static ChosenVoxels read(PhaseCycledSeries series, int[] wanted) {
        int width = series.grid().nx();
        int height = series.grid().ny();
        int cycles = series.protocol().cycles();
        int[] positions = new int[wanted.length];
        SeriesBlock all = new SeriesBlock(cycles, wanted.length);
        SeriesReader reader = new SeriesReader(series, 1);
        int count = 0;
        // row by row, only rows with a voxel that is wanted
        for (int next = 0; next < wanted.length; ) {
            int row = wanted[next] / width;
            SeriesBlock in = reader.read(row / height, row % height, 1);
            for (int k = 0; k < in.size(); k++) {
                int position = row * width + reader.selected()[k];
                if (Arrays.binarySearch(wanted, position) >= 0) {
                    copy(in, k, all, count);
                    positions[count++] = position;
                }
            }
            while (next < wanted.length && wanted[next] / width == row) {
                next++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("None of the chosen voxels lies inside the mask.");
        }
        return new ChosenVoxels(
                Arrays.copyOf(positions, count),
                new Voxels(
                        series.protocol(),
                        first(all.real(), count),
                        first(all.imaginary(), count),
                        Arrays.copyOf(all.b1Ratio(), count)));
    }

    /**
     * Indices into {@link #voxels} of the voxels at some positions; positions that were not read are left out.
     *
     * @param wanted positions x + width · (y + height · z)
     */
    public int[] indicesOf(int[] wanted) {
        return Arrays.stream(wanted)
                .map(position -> Arrays.binarySearch(positions, position))
                .filter(index -> index >= 0)
                .toArray();
    }

    /**
     * Values of the voxels as a map on the grid of the series, NaN everywhere else.
     *
     * @param grid of the series
     * @param value by index into {@link #voxels}
     */
    public PlanarImg<FloatType, FloatArray> map(VolumeGrid grid, IntToDoubleFunction value) {
        PlanarImg<FloatType, FloatArray> map = ParameterMaps.empty(grid);
        int plane = grid.sliceVoxels();
        for (int z = 0; z < map.numSlices(); z++) {
            Arrays.fill(map.getPlane(z).getCurrentStorageArray(), Float.NaN);
        }
        for (int v = 0; v < positions.length; v++) {
            map.getPlane(positions[v] / plane).getCurrentStorageArray()[positions[v] % plane] =
                    (float) value.applyAsDouble(v);
        }
        return map;
    }

    private static void copy(SeriesBlock from, int k, SeriesBlock to, int v) {
        for (int j = 0; j < from.cycles(); j++) {
            to.real()[j][v] = from.real()[j][k];
            to.imaginary()[j][v] = from.imaginary()[j][k];
        }
        to.b1Ratio()[v] = from.b1Ratio()[k];
    }

    private static float[][] first(float[][] arrays, int count) {
        return Arrays.stream(arrays).map(array -> Arrays.copyOf(array, count)).toArray(float[][]::new);
    }
}

package org.relaxometry.bssfp.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.CellImg;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.list.ListImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;
import org.relaxometry.bssfp.concurrent.Progress;

/**
 * A series, copied into memory for preprocessing: 8 bytes per voxel and cycle.
 *
 * @param series all voxels, whatever the mask of the series; samples that are not numbers are 0
 * @param notFinite number of samples that were not numbers
 */
public record CycleVolumes(ComplexSeries series, long notFinite) {

    /**
     * Reads it.
     *
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static CycleVolumes read(PhaseCycledSeries series, Progress progress) {
        List<ComplexVolume> cycles = new ArrayList<>();
        ComplexSlices slices = new ComplexSlices(series);
        int count = series.protocol().cycles();
        long notFinite = 0;
        for (int cycle = 0; cycle < count; cycle++) {
            ComplexVolume volume = ComplexVolume.zeros(series.grid());
            notFinite += fill(volume, slices, cycle, progress.part(cycle, count));
            cycles.add(volume);
        }
        return new CycleVolumes(new ComplexSeries(series.protocol(), cycles), notFinite);
    }

    /** Slice by slice, so that the buffers stay small and cancelling is quick. */
    private static long fill(ComplexVolume volume, ComplexSlices slices, int cycle, Progress progress) {
        VolumeGrid grid = volume.grid();
        float[] real = new float[grid.sliceVoxels()];
        float[] imaginary = new float[grid.sliceVoxels()];
        long notFinite = 0;
        for (int z = 0; z < grid.nz(); z++) {
            progress.checkCanceled();
            notFinite += slices.read(cycle, z, real, imaginary);
            System.arraycopy(real, 0, volume.real(), z * real.length, real.length);
            System.arraycopy(imaginary, 0, volume.imaginary(), z * real.length, real.length);
            progress.update((z + 1.0) / grid.nz());
        }
        return notFinite;
    }

    /**
     * Volumes in memory as a series for estimators, over the same arrays.
     *
     * @param b1Ratio actual over nominal flip angle by {@link VolumeGrid#index}, 0 where there is no data; empty means 1
     *     everywhere
     * @param mask voxels to estimate; empty means all
     */
    public static PhaseCycledSeries asSeries(ComplexSeries series, Optional<float[]> b1Ratio, Optional<Mask> mask) {
        VolumeGrid grid = series.grid();
        ComplexImages images = new ComplexImages(
                image(grid, series.cycles().stream().map(ComplexVolume::real).toList()),
                image(
                        grid,
                        series.cycles().stream().map(ComplexVolume::imaginary).toList()),
                ComplexImages.Form.REAL_IMAGINARY);
        return new PhaseCycledSeries(
                grid, images, series.protocol(), b1Ratio.map(values -> ArrayImgs.floats(values, grid.size())), mask);
    }

    /**
     * Volumes on one grid as one image [x, y, z, cycle], over the same arrays. One cell per volume: blocks of it are copied as
     * fast as those of an array.
     */
    public static RandomAccessibleInterval<FloatType> image(VolumeGrid grid, List<float[]> volumes) {
        int[] cellSize = {grid.nx(), grid.ny(), grid.nz(), 1};
        List<Cell<FloatArray>> cells = new ArrayList<>();
        for (int cycle = 0; cycle < volumes.size(); cycle++) {
            cells.add(new Cell<>(cellSize, new long[] {0, 0, 0, cycle}, new FloatArray(volumes.get(cycle))));
        }
        CellGrid cellGrid = new CellGrid(new long[] {grid.nx(), grid.ny(), grid.nz(), volumes.size()}, cellSize);
        CellImg<FloatType, FloatArray> image = new CellImg<>(
                new CellImgFactory<>(new FloatType()),
                cellGrid,
                new ListImg<>(cells, cellGrid.getGridDimensions()),
                new Fraction());
        image.setLinkedType(new FloatType(image));
        return image;
    }
}

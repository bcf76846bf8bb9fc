package org.relaxometry.bssfp.app.result;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.Version;

/**
 * Volumes that a step of preprocessing has made, as files, in a figure and on the screen.
 *
 * @param geometry where their voxels lie
 * @param record how they came about
 */
public record VolumeFiles(NiftiGeometry geometry, RunRecord record) {

    /** Writes a volume as NAME.nii.gz and its record as NAME.json. */
    public void write(
            ResultFolder folder, String name, ScalarVolume volume, String quantity, String unit, Progress progress)
            throws IOException {
        VolumeGrid grid = volume.grid();
        NiftiWriter.write(
                folder.place(name + ".nii.gz"),
                ArrayImgs.floats(volume.values(), grid.nx(), grid.ny(), grid.nz()),
                geometry,
                name + " (" + unit + "), " + Version.program(),
                true,
                progress);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Quantity", quantity);
        about.put("Units", unit);
        Files.writeString(folder.place(name + ".json"), record.json(about));
    }

    /** Writes maps one below the other. */
    public void writeFigure(ResultFolder folder, String name, String title, List<MapPanel> panels, String footer)
            throws IOException {
        BufferedImage figure = MapFigure.render(
                title, panels, Version.footer(footer), geometry.voxelSizeMm(), geometry.rowsRunUpwards());
        AtomicFile.write(folder.place(name), true, out -> ImageIO.write(figure, "png", out));
    }

    public ImagePlus image(String title, ScalarVolume volume, String unit, ParameterDisplay display) {
        ImagePlus image = MapImages.wrap(title, volume, unit, geometry, record.info());
        image.setLut(display.lut());
        return image;
    }

    public static MapPanel panel(String symbol, String unit, ScalarVolume volume, ParameterDisplay display) {
        return new MapPanel(
                symbol,
                unit,
                Optional.of(display),
                planes(volume),
                volume.grid().nx(),
                volume.grid().ny());
    }

    public static float[][] planes(ScalarVolume volume) {
        int voxels = volume.grid().sliceVoxels();
        float[][] planes = new float[volume.grid().nz()][];
        Arrays.setAll(planes, z -> Arrays.copyOfRange(volume.values(), z * voxels, (z + 1) * voxels));
        return planes;
    }
}

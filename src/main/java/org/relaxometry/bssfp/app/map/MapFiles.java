package org.relaxometry.bssfp.app.map;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.result.StatusCounts;
import org.relaxometry.bssfp.concurrent.UnaskingWork;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The files of a mapping run: a map per parameter, named as BIDS has it, one of the status, and one figure of all. */
final class MapFiles {

    static final String STATUS = RunFiles.STATUS;
    static final String FIGURE = "maps";

    private MapFiles() {}

    /** Every file that a run of any method may write. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        Stream.concat(Stream.of(Parameter.values()).map(Parameter::fileName), Stream.of(STATUS))
                .forEach(map -> names.addAll(ResultWriter.mapFiles(map)));
        names.add(ResultWriter.pictureFile(FIGURE));
        return names;
    }

    /** The figure as an image. */
    static ImagePlus figure(ParameterMaps maps, LoadedSeries loaded, String prefix, String footer) {
        NiftiGeometry geometry = loaded.geometry();
        BufferedImage picture = MapFigure.render(
                loaded.title(),
                MapPanel.of(maps, maps.parameters()),
                footer,
                geometry.voxelSizeMm(),
                geometry.upright());
        return new ImagePlus(prefix + FIGURE, picture);
    }

    /** As DICOM, with their figure. */
    static void write(DicomResults results, ParameterMaps maps, NiftiGeometry geometry) throws IOException {
        for (Parameter parameter : maps.parameters()) {
            results.map(parameter, maps.planes(parameter), maps.longestMs());
        }
        results.status(STATUS, ParameterMaps.planes(maps.status()));
        results.figure(MapPanel.of(maps, maps.parameters()), geometry);
    }

    static void write(ResultWriter writer, ParameterMaps maps, LoadedSeries loaded, String footer) throws IOException {
        UnaskingWork<byte[]> figure =
                ResultWriter.picture(loaded.title(), MapPanel.of(maps, maps.parameters()), footer, loaded.geometry());
        for (Parameter parameter : maps.parameters()) {
            writer.map(
                    parameter.fileName(), maps.map(parameter), loaded.geometry(), parameter.symbol(), parameter.unit());
        }
        writer.image(STATUS, maps.status(), loaded.geometry(), "code");
        writer.json(STATUS, StatusCounts.legend());
        writer.picture(FIGURE, figure);
    }
}

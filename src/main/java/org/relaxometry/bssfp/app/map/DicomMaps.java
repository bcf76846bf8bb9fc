package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.dicom.write.Derivation;
import org.relaxometry.bssfp.io.dicom.write.Examination;
import org.relaxometry.bssfp.io.dicom.write.SlicePlacement;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

/**
 * Maps that shall be written as DICOM: where they lie and whose they are, known before the work so that what cannot be is refused.
 *
 * @param keys of the command
 * @param placement where the voxels lie
 * @param examination patient and study
 */
public record DicomMaps(DicomKeys keys, SlicePlacement placement, Examination examination) {

    /** Claims the folder of the images before the work begins. */
    public static void claim(ResultFolder folder) throws IOException {
        DicomResults.claim(folder, MapFiles.maps());
    }

    static DicomMaps of(
            DicomKeys keys,
            NiftiGeometry geometry,
            VolumeGrid grid,
            Optional<Protocol> protocol,
            Set<String> images,
            Progress progress)
            throws IOException {
        SlicePlacement placement = DicomKeys.placement(geometry, grid);
        return new DicomMaps(keys, placement, keys.examination(placement, protocol, images, progress));
    }

    /** What a user should know of patient and study. */
    Optional<String> warning() {
        return keys.warning(examination);
    }

    /**
     * What takes the maps.
     *
     * @param method by which they were made
     * @param account method, protocol and what else decides the values, in one line
     * @param protocol of the series, where it is known
     */
    DicomResults results(
            ResultFolder folder,
            RunRecord record,
            String method,
            String account,
            Optional<Protocol> protocol,
            Progress progress) {
        return new DicomResults(
                folder,
                record,
                keys.kind(),
                placement,
                new Derivation(examination, method, account, protocol),
                progress);
    }

    /** All maps of a run, and their figure. */
    static void write(ParameterMaps maps, NiftiGeometry geometry, DicomResults results) throws IOException {
        for (Parameter parameter : maps.parameters()) {
            results.map(parameter, maps.planes(parameter), maps.longestMs());
        }
        results.status(MapFiles.STATUS, ParameterMaps.planes(maps.status()));
        results.figure(MapPanel.of(maps, maps.parameters()), geometry);
    }
}

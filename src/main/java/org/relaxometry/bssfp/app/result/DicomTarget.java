package org.relaxometry.bssfp.app.result;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.write.Derivation;
import org.relaxometry.bssfp.io.dicom.write.Examination;
import org.relaxometry.bssfp.io.dicom.write.SlicePlacement;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Maps that shall be written as DICOM: where they lie and whose they are, known before the work so that what cannot be is refused.
 *
 * @param keys of the command
 * @param placement where the voxels lie
 * @param examination patient and study
 * @param protocol of the series, where it is known
 */
public record DicomTarget(
        DicomKeys keys, SlicePlacement placement, Examination examination, Optional<Protocol> protocol) {

    /** @param images that the maps were made from, as {@link org.relaxometry.bssfp.io.sidecar.MadeFrom} has them */
    public static DicomTarget of(
            DicomKeys keys,
            NiftiGeometry geometry,
            VolumeGrid grid,
            Optional<Protocol> protocol,
            Set<String> images,
            Progress progress)
            throws IOException {
        SlicePlacement placement = DicomKeys.placement(geometry, grid);
        return new DicomTarget(keys, placement, keys.examination(placement, protocol, images, progress), protocol);
    }

    /** Tells log and record what a user should know of patient and study. */
    public DicomTarget warn(Consumer<String> log, RunRecord record) {
        keys.warning(examination).ifPresent(text -> {
            log.accept("WARNING: " + text);
            record.warn(text);
        });
        return this;
    }

    /**
     * What takes the maps.
     *
     * @param method by which they were made
     * @param account method, protocol and what else decides the values, in one line
     */
    public DicomResults results(
            ResultFolder folder, RunRecord record, String method, String account, Progress progress) {
        return new DicomResults(
                folder,
                record,
                keys.kind(),
                placement,
                new Derivation(examination, method, account, protocol),
                progress);
    }
}

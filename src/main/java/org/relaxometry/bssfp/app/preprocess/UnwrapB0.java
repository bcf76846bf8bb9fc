package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.ImageWindows;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.result.VolumeFiles;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.map.FieldMap;
import org.relaxometry.bssfp.io.sidecar.JsonTime;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** ΔB0, which bSSFP knows modulo 1/TR, unwrapped in three dimensions: of a series, or of a map. */
@Plugin(
        type = Command.class,
        name = "unwrap",
        label = "Unwrap B0...",
        description = "ΔB0 beyond ±1/(2 TR): the multiples of 1/TR with which the map is smooth.",
        attrs = @Attr(name = "no-record"))
public class UnwrapB0 extends PreprocessingCommand {

    @Parameter(
            label = "B0 map",
            description =
                    "Map of ΔB0 in Hz to be unwrapped: title of an open image or path of a file, with tr where it does not"
                            + " state it, and mask. Empty: ΔB0 of the series, by maximum likelihood.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String b0 = "";

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new UnwrapStep());
    }

    @Override
    protected void execute() throws IOException {
        if (b0 == null || b0.isBlank() || b0.strip().equalsIgnoreCase("none")) {
            super.execute();
        } else {
            unwrapMap();
        }
    }

    private void unwrapMap() throws IOException {
        try (ResultFolder folder = imageFolder()) {
            if (folder != null) {
                folder.requireFree(UnwrappedField.FILE_NAMES);
            }
            FieldMap map = FieldMap.read(request(), progress("Reading"));
            map.notes().forEach(this::log);
            map.warnings().forEach(warning -> log("WARNING: " + warning));
            RunRecord record = new RunRecord(map.inputs(), map.notes(), map.warnings())
                    .put("RepetitionTime", JsonTime.seconds(map.repetitionTimeMs()));
            UnwrappedField result = new UnwrappedField(
                    map.fieldHz(),
                    FieldUnwrapping.unwrap(map.fieldHz(), 1000 / map.repetitionTimeMs(), progress("Unwrapping")),
                    map.repetitionTimeMs());
            VolumeFiles files = new VolumeFiles(map.geometry(), record);
            log(result.summary());
            result.warnings().forEach(warning -> log("WARNING: " + warning));
            record.put("Unwrapping", result.summary()).put("UnwrappingWarnings", result.warnings());
            if (folder != null) {
                result.write(folder, files, Path.of(b0.strip()).getFileName().toString(), progress("Writing"));
                folder.publish().forEach(file -> log("Wrote " + file));
            }
            if (canShow()) {
                result.images(files, prefix).forEach(ImageWindows::show);
            }
        }
    }

    /** A map goes with mask and TR; keys of a series beside it would be ignored, so they are refused. */
    private SeriesRequest request() {
        Map<String, String> keys = new HashMap<>();
        keys.put("image", b0.strip());
        for (Map.Entry<String, String> typed : texts().entrySet()) {
            if (List.of("mask", "tr").contains(typed.getKey())) {
                keys.put(typed.getKey(), typed.getValue());
            } else if (List.of("magnitude", "phase", "real", "imaginary", "complex")
                            .contains(typed.getKey())
                    && !typed.getValue().isBlank()
                    && !typed.getValue().strip().equalsIgnoreCase("none")) {
                throw new IllegalArgumentException(
                        "Both b0 and " + typed.getKey() + " are given. Expected a map of ΔB0 or a series, not both.");
            }
        }
        return new SeriesRequest(keys);
    }
}

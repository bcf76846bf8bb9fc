package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.map.FieldMap;
import org.relaxometry.bssfp.io.sidecar.JsonTime;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** ΔB0, which bSSFP knows modulo 1/TR, unwrapped in three dimensions: of a series, or of a map. */
@Plugin(
        type = Command.class,
        name = "unwrap",
        label = "Unwrap B0...",
        description = "ΔB0 beyond ±1/(2 TR): the multiples of 1/TR with which the map is smooth.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class UnwrapB0 extends PreprocessingCommand {

    private final Key<String> b0 = key(Key.image(
            "b0",
            "B0 map",
            "Map of ΔB0 in Hz to be unwrapped: title of an open image or path of a file, with tr where it does not"
                    + " state it, and mask. Empty: ΔB0 of the series, by maximum likelihood."));

    @Override
    public List<Result> results() {
        return UnwrappedField.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new UnwrapStep());
    }

    @Override
    protected void execute() throws IOException {
        if (b0.value().isEmpty()) {
            super.execute();
        } else {
            unwrapMap();
        }
    }

    private void unwrapMap() throws IOException {
        try (ResultFolder folder = output.folderOr(audience())) {
            if (folder != null) {
                folder.claim(UnwrappedField.fileNames());
            }
            FieldMap map = FieldMap.read(request(), progress("Reading"));
            say(map.notes(), map.warnings());
            RunRecord record = new RunRecord(map.inputs(), map.notes(), map.warnings())
                    .put("RepetitionTime", JsonTime.seconds(map.repetitionTimeMs()));
            UnwrappedField result = new UnwrappedField(
                    map.fieldHz(),
                    FieldUnwrapping.unwrap(map.fieldHz(), 1000 / map.repetitionTimeMs(), progress("Unwrapping")),
                    map.repetitionTimeMs());
            log(result.summary());
            result.warnings().forEach(warning -> log("WARNING: " + warning));
            record.put("Unwrapping", result.summary()).put("UnwrappingWarnings", result.warnings());
            if (folder != null) {
                ResultWriter writer = new ResultWriter(folder, record, progress("Writing"));
                result.write(writer, FileName.of(b0.value()), map.geometry());
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                result.images(map.geometry(), record, title()).forEach(audience()::image);
            }
        }
    }

    private ResultTitle title() {
        String file = FileName.of(b0.value());
        String source = ImageNames.find(b0.value()).map(ImageNames::source).orElseGet(() -> ImageNames.source(file));
        return new ResultTitle(output.prefix(), source.isEmpty() ? file : source, "");
    }

    /** A map goes with mask and TR; keys of a series beside it would be ignored, so they are refused. */
    private SeriesRequest request() {
        series.images().keySet().stream().findFirst().ifPresent(given -> {
            throw new IllegalArgumentException(
                    "Both b0 and " + given + " are given. Expected a map of ΔB0 or a series, not both.");
        });
        Map<String, String> texts = keys.texts();
        texts.keySet().retainAll(List.of("mask", "tr"));
        texts.put("image", b0.value());
        return new SeriesRequest(texts);
    }
}

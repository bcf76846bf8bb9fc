package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.DicomTarget;
import org.relaxometry.bssfp.app.result.FormatKeys;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.load.SeriesFiles;
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
            "Map of ΔB0 in Hz to be unwrapped: title of an open image or path of a file, with 'tr' where it does not"
                    + " state it, and 'mask'. Empty: ΔB0 of the series, by maximum likelihood."));

    private final FormatKeys format = new FormatKeys(keys, "maps", output);

    private ResultFolder dicomFolder;

    private Optional<DicomTarget> target = Optional.empty();

    private UnwrappedField unwrapped;

    @Override
    public List<Result> results() {
        return UnwrappedField.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new UnwrapStep(field -> unwrapped = field));
    }

    @Override
    protected void execute() throws IOException {
        format.requireValid();
        try (ResultFolder ofDicom = format.dicomFolder()) {
            dicomFolder = ofDicom;
            if (b0.value().isEmpty()) {
                super.execute();
            } else {
                unwrapMap();
            }
        }
    }

    @Override
    protected void claim(ResultFolder folder, List<String> names) throws IOException {
        format.claim(folder, format.writesNifti() ? names : List.of(), names, dicomFolder, this::log);
    }

    @Override
    protected LoadedSeries load() throws IOException {
        LoadedSeries loaded = super.load();
        target = format.target(
                loaded.geometry(),
                loaded.series().grid(),
                Optional.of(loaded.series().protocol()),
                new RunRecord(loaded).madeFrom(),
                progress("Reading the source"));
        return loaded;
    }

    @Override
    protected void write(ResultFolder folder, SeriesFiles files, PreprocessingPipeline pipeline) throws IOException {
        writeDicom(pipeline.record());
        if (format.writesNifti()) {
            super.write(folder, files, pipeline);
        }
    }

    private void writeDicom(RunRecord record) throws IOException {
        if (target.isPresent()) {
            DicomResults results = target.get()
                    .warn(this::log, record)
                    .results(dicomFolder, record, "research only", unwrapped.footer(), progress("Writing"));
            unwrapped.write(results);
            results.publish(this::log);
        }
    }

    private void unwrapMap() throws IOException {
        try (ResultFolder folder = output.folderOr(audience())) {
            claim(folder, UnwrappedField.fileNames());
            FieldMap map = FieldMap.read(request(), progress("Reading"));
            say(map.notes(), map.warnings());
            target = format.target(
                    map.geometry(),
                    map.fieldHz().grid(),
                    Optional.empty(),
                    map.madeFrom(),
                    progress("Reading the source"));
            RunRecord record = new RunRecord(map.inputs(), map.notes(), map.warnings())
                    .put("RepetitionTime", JsonTime.seconds(map.repetitionTimeMs()));
            unwrapped = new UnwrappedField(
                    map.fieldHz(),
                    FieldUnwrapping.unwrap(map.fieldHz(), 1000 / map.repetitionTimeMs(), progress("Unwrapping")),
                    map.repetitionTimeMs(),
                    map.geometry());
            log(unwrapped.summary());
            unwrapped.warnings().forEach(warning -> log("WARNING: " + warning));
            record.put("Unwrapping", unwrapped.summary()).put("UnwrappingWarnings", unwrapped.warnings());
            writeDicom(record);
            if (folder != null && format.writesNifti()) {
                ResultWriter writer = new ResultWriter(folder, record, progress("Writing"));
                unwrapped.write(writer, FileName.of(b0.value()));
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                unwrapped.images(record, title()).forEach(audience()::image);
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
                    "Both 'b0' and '" + given + "' are given. Expected a map of ΔB0 or a series, not both.");
        });
        Map<String, String> texts = keys.texts();
        texts.keySet().retainAll(List.of("mask", "tr"));
        texts.put("image", b0.value());
        return new SeriesRequest(texts);
    }
}

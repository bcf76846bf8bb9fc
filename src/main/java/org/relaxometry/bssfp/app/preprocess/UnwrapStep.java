package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.app.result.Handedness;
import org.relaxometry.bssfp.app.result.MapWriter;
import org.relaxometry.bssfp.app.result.VolumeFiles;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping;
import org.relaxometry.bssfp.preprocessing.unwrapping.OffResonanceMap;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;

/** ΔB0 of the series by maximum likelihood, unwrapped inside the mask. */
public record UnwrapStep() implements PreprocessingStep {

    @Override
    public String title() {
        return "Unwrapping of " + Parameter.OFF_RESONANCE.symbol();
    }

    @Override
    public List<String> fileNames() {
        List<String> names = new ArrayList<>(UnwrappedField.FILE_NAMES);
        names.addAll(List.of(UnwrappedField.WRAPPED + ".nii.gz", UnwrappedField.WRAPPED + ".json"));
        return names;
    }

    @Override
    public boolean changesSeries() {
        return false;
    }

    @Override
    public boolean usesMask() {
        return true;
    }

    @Override
    public ComplexSeries apply(ComplexSeries series, PreprocessingRun run) throws IOException {
        Mask mask = run.mask().orElseGet(() -> Mask.all(series.grid().voxels()));
        Handedness handedness =
                Handedness.of(CycleVolumes.asSeries(series, Optional.empty(), Optional.of(mask)), Handedness.AS_STATED);
        run.log(handedness.check().summary());
        double repetitionTimeMs = series.protocol().repetitionTimeMs();
        ScalarVolume wrapped = OffResonanceMap.of(series, mask, run.threads(), run.progress("Estimating ΔB0"));
        UnwrappedField result = new UnwrappedField(
                wrapped,
                FieldUnwrapping.unwrap(wrapped, 1000 / repetitionTimeMs, run.progress("Unwrapping")),
                repetitionTimeMs,
                new VolumeFiles(run.loaded().geometry(), run.record()));
        run.log(result.summary());
        result.warnings().forEach(run::warn);
        run.record().put("Unwrapping", result.summary()).put("UnwrappingWarnings", result.warnings());
        run.report(new QualityPage.Section(title(), List.of(result.summary()), List.of(), null));
        String title = MapWriter.title(run.loaded());
        run.write(folder -> {
            Progress progress = run.progress("Writing");
            result.files()
                    .write(folder, UnwrappedField.WRAPPED, wrapped, Parameter.OFF_RESONANCE.symbol(), "Hz", progress);
            result.write(folder, title, progress);
        });
        result.show(run::show, "");
        return series;
    }
}

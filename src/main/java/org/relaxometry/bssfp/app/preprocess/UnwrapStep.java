package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.mapping.Handedness;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping;
import org.relaxometry.bssfp.preprocessing.unwrapping.OffResonanceMap;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;

/** ΔB0 of the series by maximum likelihood, unwrapped inside the mask. */
public final class UnwrapStep implements PreprocessingStep {

    private final Consumer<UnwrappedField> taken;

    public UnwrapStep() {
        this(field -> {});
    }

    /** @param taken who takes the result besides */
    UnwrapStep(Consumer<UnwrappedField> taken) {
        this.taken = taken;
    }

    @Override
    public String title() {
        return "Unwrapping of " + Parameter.OFF_RESONANCE.symbol();
    }

    @Override
    public List<String> fileNames() {
        List<String> names = UnwrappedField.fileNames();
        names.addAll(ResultWriter.mapFiles(UnwrappedField.WRAPPED));
        return names;
    }

    @Override
    public boolean usesMask() {
        return true;
    }

    @Override
    public StepOutcome apply(StepInput input) {
        ComplexSeries series = input.series();
        Mask mask = input.mask().orElseGet(() -> Mask.all(series.grid().voxels()));
        Handedness handedness =
                Handedness.of(CycleVolumes.asSeries(series, Optional.empty(), Optional.of(mask)), Handedness.AS_STATED);
        double repetitionTimeMs = series.protocol().repetitionTimeMs();
        ScalarVolume wrapped = OffResonanceMap.of(series, mask, input.threads(), input.progress("Estimating ΔB0"));
        UnwrappedField result = new UnwrappedField(
                wrapped,
                FieldUnwrapping.unwrap(wrapped, 1000 / repetitionTimeMs, input.progress("Unwrapping")),
                repetitionTimeMs,
                input.loaded().geometry());
        taken.accept(result);
        var outcome = new StepOutcome.Builder()
                .log(handedness.check().summary())
                .log(result.summary())
                .put("Unwrapping", result.summary())
                .put("UnwrappingWarnings", result.warnings())
                .report(new StepOutcome.Section(title(), List.of(result.summary())));
        result.warnings().forEach(outcome::warn);
        return outcome.write(writer -> {
                    writer.map(
                            UnwrappedField.WRAPPED,
                            wrapped.image(),
                            result.geometry(),
                            Parameter.OFF_RESONANCE.symbol(),
                            "Hz");
                    result.write(writer, input.loaded().title());
                })
                .show((record, title) -> result.images(record, title))
                .build();
    }
}

package org.relaxometry.bssfp.command;

import java.util.OptionalDouble;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.volume.PhaseCycledSeries;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The main job: a phase-cycled series becomes maps of T1, T2, ΔB0 and M0, with uncertainties where the method has them. */
@Plugin(
        type = Command.class,
        name = "map",
        label = "Map T1 T2 B0...",
        description = "T1, T2, off-resonance and M0 maps from a phase-cycled bSSFP series.",
        attrs = @Attr(name = "no-record"))
public class MapT1T2B0 extends MappingCommand {

    @Parameter(
            label = "Method",
            description =
                    "Maximum likelihood is the most precise, takes any increments and gives uncertainties; MIRACLE is the"
                            + " published golden-section search, MIRACLE (fast) solves the same equations.",
            choices = {Method.MAXIMUM_LIKELIHOOD_NAME, Method.MIRACLE_FAST_NAME, Method.MIRACLE_NAME},
            required = false,
            persist = false)
    private String method = Method.MAXIMUM_LIKELIHOOD_NAME;

    @Parameter(
            label = "Noise level",
            description =
                    "Standard deviation of the noise of real and imaginary part, in image units, for the uncertainties of"
                            + " maximum likelihood. Empty: from the residual of each voxel.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String noise = "";

    @Override
    void requireValidKeys() {
        noiseSigma();
    }

    @Override
    RelaxometryEstimator estimator(PhaseCycledSeries series, RunRecord record) {
        return Method.ofTitle(method).estimator(series.protocol(), noiseSigma());
    }

    private OptionalDouble noiseSigma() {
        if (noise == null || noise.isBlank()) {
            return OptionalDouble.empty();
        }
        if (Method.ofTitle(method) != Method.MAXIMUM_LIKELIHOOD) {
            throw new IllegalArgumentException("noise is used by " + Method.MAXIMUM_LIKELIHOOD.title()
                    + " only, but the method is " + method + ". Leave it empty.");
        }
        try {
            double sigma = Double.parseDouble(noise.strip());
            if (sigma > 0 && sigma < Double.POSITIVE_INFINITY) {
                return OptionalDouble.of(sigma);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "noise must be a positive number in the units of the images, but is \"" + noise + "\".");
    }
}

package org.relaxometry.bssfp.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.SampleBrain.Errors;
import org.relaxometry.bssfp.SampleBrain.Tissue;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelLibrary;

/** The shipped networks on the sample brain, held against its truth. */
class SampleBrainNetworksTest {

    private static ShippedModels models;

    @BeforeAll
    static void read() throws IOException {
        models = new ShippedModels(ShippedModels.FOLDER);
    }

    /**
     * Largest allowed |median error| of T1 and T2 in % and median |error| of ΔB0 in Hz. Magnitudes of few configurations depend
     * on θ, which magnitude networks are not told: their rows say how large that is, not how good it should be.
     */
    @ParameterizedTest(name = "{0}, N = {1}")
    @CsvSource({
        "SVNN,         12,  1,  1,",
        "SVNN,          6,  3,  3,",
        "SVNN,          4, 10, 10,",
        "PINN,         12,  1,  1,",
        "PINN,          6,  3,  3,",
        "PINN,          4, 10, 10,",
        "SVNN complex, 12,  1,  1, 1",
        "SVNN complex,  6,  1,  1, 1",
        "SVNN complex,  4,  3,  3, 3",
        "PINN complex, 12,  1,  1, 1",
        "PINN complex,  6,  1,  1, 1",
        "PINN complex,  4,  3,  3, 3",
        "full circle,  12,  1,  1, 1",
        "full circle,   6,  1,  1, 1",
        "full circle,   4,  3,  3, 3",
    })
    void mapsAgreeWithTheTruth(String method, int cycles, double t1Percent, double t2Percent, Double offResonanceHz)
            throws IOException {
        SampleBrainMaps brain = new SampleBrainMaps(cycles);
        for (Tissue tissue : Tissue.values()) {
            Errors errors = brain.errors(tissue, brain.map(model(method, cycles)));
            String row = tissue + " | " + errors.cells();
            assertThat(errors.estimated()).as(row).isEqualTo(errors.voxels());
            assertThat(Math.abs(errors.t1Percent())).as(row).isLessThanOrEqualTo(t1Percent);
            assertThat(Math.abs(errors.t2Percent())).as(row).isLessThanOrEqualTo(t2Percent);
            if (offResonanceHz != null) {
                assertThat(errors.offResonanceAbsoluteHz()).as(row).isLessThanOrEqualTo(offResonanceHz);
            }
        }
    }

    /** Grey matter lies amid the training distribution; at its edge the pull towards its middle may outweigh the smaller spread. */
    @ParameterizedTest(name = "N = {0}")
    @ValueSource(ints = {12, 6, 4})
    void greyMatterByNoiseAwareNetworksIsNearerTheTruthThanByMaximumLikelihood(int cycles) throws IOException {
        SampleBrainMaps brain = new SampleBrainMaps(cycles);
        Errors likelihood = brain.errors(Tissue.GM, brain.map(new MaximumLikelihood(brain.protocol())));
        Errors network = brain.errors(Tissue.GM, brain.map(model("noise-aware", cycles)));

        assertThat(network.t1AbsolutePercent()).isLessThan(likelihood.t1AbsolutePercent());
        assertThat(network.t2AbsolutePercent()).isLessThan(likelihood.t2AbsolutePercent());
    }

    /**
     * Fluid lies beyond the ranges of tissue, and its T1 may come out short. What noise-aware networks draw towards the middle of
     * their ranges looks like tissue; the figures say how much of it is not marked, not how good that is.
     */
    @ParameterizedTest(name = "{0}, N = {1}")
    @CsvSource({
        "SVNN,         12, 0.97",
        "PINN,         12, 0.97",
        "SVNN complex, 12, 0.97",
        "SVNN complex,  4, 0.97",
        "PINN complex, 12, 0.97",
        "PINN complex,  4, 0.97",
        "full circle,  12, 0.97",
        "full circle,   4, 0.97",
        "noise-aware,  12, 0.90",
        "noise-aware,   4, 0.80",
    })
    void fluidIsMarkedByNetworksOfTissue(String method, int cycles, double share) throws IOException {
        SampleBrainMaps brain = new SampleBrainMaps(cycles);

        assertThat(brain.fluidMarked(brain.map(model(method, cycles)))).isGreaterThan(share);
    }

    /** What samples beside the ellipse mean, training without noise does not say. */
    @Test
    void withFourCyclesTheNetworkThatHasSeenALittleNoiseIsTakenAndErrsLess() throws IOException {
        SampleBrainMaps brain = new SampleBrainMaps(4);
        NetworkModel taken = ModelLibrary.shipped().pick("SVNN complex", brain.protocol());
        assertThat(taken.card().name()).isEqualTo("svnn-complex-4-uniform-snr200");
        for (Tissue tissue : Tissue.values()) {
            Errors errors = brain.errors(tissue, brain.map(taken));
            Errors withoutNoise = brain.errors(tissue, brain.map(model("SVNN complex", 4)));
            assertThat(errors.offResonanceAbsoluteHz()).isLessThan(0.75 * withoutNoise.offResonanceAbsoluteHz());
            assertThat(errors.t1AbsolutePercent()).isLessThan(withoutNoise.t1AbsolutePercent());
            assertThat(errors.t2Percent()).isBetween(0.0, withoutNoise.t2Percent());
        }
    }

    /** Its T1 goes from 3000 to 4000 ms. */
    @ParameterizedTest(name = "N = {0}")
    @ValueSource(ints = {12, 6, 4})
    void networksOfLiquidsGiveTheT1OfFluid(int cycles) throws IOException {
        SampleBrainMaps brain = new SampleBrainMaps(cycles);
        NetworkModel model =
                models.of("noise-aware", cycles, "log-uniform extended").orElseThrow();

        assertThat(brain.fluidT1Ms(brain.map(model))).isBetween(2500.0, 4500.0);
    }

    private static NetworkModel model(String method, int cycles) {
        return models.of(method, cycles, "uniform").orElseThrow();
    }
}

package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.AdaptiveKeys;
import org.relaxometry.bssfp.app.group.PriorKeys;
import org.relaxometry.bssfp.app.group.TypedNoise;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.method.PosteriorMethod;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;
import org.relaxometry.bssfp.volume.TissueDensity;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;
import org.relaxometry.bssfp.volume.correction.KnownOfVoxels;
import org.relaxometry.bssfp.volume.correction.MapCorrection;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** The main job: a phase-cycled series becomes maps of T1, T2, ΔB0 and M0, with uncertainties where the method has them. */
@Plugin(
        type = Command.class,
        name = "map",
        label = "Map T1 T2 B0...",
        description = "T1, T2, off-resonance and M0 maps from a phase-cycled bSSFP series.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class MapT1T2B0 extends MappingCommand {

    /** The methods that make use of a noise level. */
    private static final List<String> NOISE_METHODS =
            Methods.ALL.stream().filter(Method::usesNoise).map(Method::title).toList();

    private final Key<Method> method = key(Key.oneOf(
            "method",
            "Method",
            "Maximum likelihood is the most precise of single voxels, takes any increments and gives uncertainties;"
                    + " the adaptive one averages neighbours that the noise cannot tell apart. Posterior is what the"
                    + " samples and a prior together make of T1 and T2. MIRACLE is the"
                    + " published golden-section search, MIRACLE (fast) solves the same equations. SVNN and PINN are"
                    + " the published networks, complex ones give B0 too; full circle is one for any off-resonance;"
                    + " noise-aware has the lowest error on noisy voxels, pulled towards its training distribution.",
            Methods.ALL,
            Method::title));

    private final Key<String> model = key(Key.file(
                    "model",
                    "Model of the network",
                    "For the methods that are networks: a .safetensors or .json file of a model, or the name of a"
                            + " shipped one. Empty: the first shipped one that was trained for the protocol.")
            .more());

    private final Key<String> noise = key(Key.text(
                    "noise",
                    "Noise level",
                    "Standard deviation of the noise of real and imaginary part, in image units, for the uncertainties of"
                            + " maximum likelihood (empty: from the residual of each voxel), for adaptive maximum likelihood,"
                            + " Posterior and noise-aware (empty: from the residual of bright voxels).")
            .more());

    private final AdaptiveKeys adaptive = new AdaptiveKeys(keys);
    private final NoiseMapKey noiseMap = new NoiseMapKey(keys);
    private final PriorKeys prior = new PriorKeys(keys);
    private final KnownKeys known = new KnownKeys(keys);

    /** The model the user named, read before the images; null where none was named. */
    private NetworkChoice named;

    /** What is known of the voxels besides; null where nothing is. */
    private KnownOfVoxels knownVoxels;

    /** The prior that the series taught; null where none was asked for. */
    private Prior learnt;

    @Override
    protected void requireValidKeys() throws IOException {
        noiseLevel();
        if (method.value().needsNeighbours()) {
            adaptive.requireValid();
        } else {
            adaptive.requireUntouched(method.value().title());
        }
        noiseMap.requireValid(method.value(), noise.value());
        if (isPosterior()) {
            prior.requireValid();
        } else {
            prior.requireUntouched(method.value().title());
        }
        boolean fitsEllipse =
                method.value() == Methods.MAXIMUM_LIKELIHOOD || method.value().needsNeighbours();
        known.requireValid(
                method.value(),
                fitsEllipse,
                fitsEllipse || isPosterior() && !prior.values().needsMargins());
        if (!model.value().isEmpty()) {
            named = NetworkChoice.named(method.value().title(), model.value());
        }
        if (engine.value() != EngineChoice.AUTO && !method.value().isNetwork()) {
            throw new IllegalArgumentException("engine is used by networks only, but the method is "
                    + method.value().title() + ". Leave it at " + engine.usual() + ".");
        }
    }

    @Override
    protected SeriesMapper mapper(CheckedSeries checked, RunRecord record) throws IOException {
        PhaseCycledSeries series = checked.series();
        if (known.isGiven()) {
            // before the work, not after it
            knownVoxels = known.read(checked, progress("Reading what is known of the voxels"), this::log, record);
        }
        if (isPosterior()) {
            NoiseLevel.Sigma level = known(noiseLevel(), series, record);
            return new ParameterMapper(
                    new PosteriorEstimator(series.protocol(), level, prior(series, level, record), prior.values()));
        }
        if (!method.value().needsNeighbours()) {
            return voxelwise(named == null ? method.value() : named, noiseLevel(), series, record);
        }
        VoxelNoise voxelNoise = noiseMap.isGiven()
                ? noiseMap.noise(checked, progress("Reading the noise map"), this::log, record)
                : VoxelNoise.uniform(known(noiseLevel(), series, record).value());
        return new AdaptiveLikelihood(adaptive.settings(series.grid()), voxelNoise);
    }

    private boolean isPosterior() {
        return method.value() instanceof PosteriorMethod;
    }

    /** The prior that was chosen; the series teaches it where it shall, and then it is written beside the maps. */
    private Prior prior(PhaseCycledSeries series, NoiseLevel.Sigma level, RunRecord record) throws IOException {
        if (!prior.isLearnt()) {
            return prior.prior(progress("Reading the prior"), this::log);
        }
        TissueDensity.Learnt density =
                TissueDensity.of(series, level, prior.t1Ms(), prior.t2Ms(), progress("Learning the prior"));
        learnt = density.prior();
        log("Prior " + learnt.describe() + ".");
        density.warning().ifPresent(text -> {
            log("WARNING: " + text);
            record.warn(text);
        });
        return learnt;
    }

    @Override
    protected List<String> furtherFiles() {
        return isPosterior() && prior.isLearnt() ? PriorFiles.names() : List.of();
    }

    @Override
    protected void finish(ResultWriter writer) throws IOException {
        if (learnt != null) {
            PriorFiles.write(writer, learnt);
        }
    }

    @Override
    protected void correct(ParameterMaps maps, CheckedSeries checked, RunRecord record) throws IOException {
        if (!known.isGiven()) {
            return;
        }
        MapCorrection done =
                MapCorrection.apply(maps, checked.series(), knownVoxels, threads.count(), progress("Correcting"));
        if (done.lost() > 0) {
            String lost = done.lost()
                    + " voxels have lost T1 and T2: with what is known of them besides ('r2prime', 't2star',"
                    + " 'fieldmap') none explain their signal. Are these right, and in the right unit?";
            log("WARNING: " + lost);
            record.warn(lost);
        }
        if (knownVoxels.b1Sigma() > 0) {
            String text = String.format(
                    Locale.ROOT,
                    "Standard deviation of T1, median of the voxels: %.2f %% from the noise, %.2f %% from B1.",
                    done.noisePercent(),
                    done.b1Percent());
            log(text);
            record.put(
                    "SigmaT1",
                    Map.of("NoisePercent", done.noisePercent(), "B1Percent", done.b1Percent(), "Said", text));
        }
    }

    private NoiseLevel noiseLevel() {
        NoiseLevel typed = TypedNoise.ofSeries(noise.value());
        if (typed instanceof NoiseLevel.Known && !method.value().usesNoise()) {
            throw new IllegalArgumentException("noise is used by " + String.join(" and ", NOISE_METHODS)
                    + " only, but the method is " + method.value().title() + ". Leave it empty.");
        }
        return typed;
    }
}

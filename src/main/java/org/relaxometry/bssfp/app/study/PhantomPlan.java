package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.posterior.PosteriorEstimator;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.PosteriorMethod;
import org.relaxometry.bssfp.method.PreparedMethod;
import org.relaxometry.bssfp.montecarlo.phantom.Lesions;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomStudy;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.plot.study.PhantomFigure;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.SeriesMapper;
import org.relaxometry.bssfp.volume.TissueDensity;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/** Makes the study on a volume of known truth from what the user typed. */
final class PhantomPlan {

    private final ValidationRequest request;
    private final PhantomKeys keys;
    private final EngineChoice engine;
    private final int threads;
    private final Progress reading;

    PhantomPlan(ValidationRequest request, PhantomKeys keys, EngineChoice engine, int threads, Progress reading) {
        this.request = request;
        this.keys = keys;
        this.engine = engine;
        this.threads = threads;
        this.reading = reading;
    }

    /** @throws IllegalArgumentException where a key is wrong, before anything is simulated */
    StudyPlan plan() throws IOException {
        Protocol protocol = request.protocols().get(0);
        NoiseLevel.Snr noise = request.oneNoise();
        if (noise.isNone()) {
            throw new IllegalArgumentException("Without noise there is nothing to average: choose a finite SNR.");
        }
        List<String> notes = new ArrayList<>();
        MethodList list = MethodList.ofSeries(request.methods());
        requireKeysInUse(list);
        TruthMaps.Read truth = keys.truth(reading);
        notes.addAll(truth.notes());
        Map<String, Object> records = new LinkedHashMap<>();
        List<PhantomStudy.Mapped> methods = new ArrayList<>();
        for (Method method : list.methods()) {
            methods.add(mapped(method, protocol, records, notes));
        }
        Lesions lesions = keys.lesions(truth.volume());
        PhantomTruth planted = lesions.plant(truth.volume(), request.seed());
        List<String> tissues = tissues(planted);
        notes.add("In the first run: " + String.join(", ", tissues) + ".");
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("Study", request.study().title());
        settings.put("Methods", records);
        settings.put("Notes", "");
        settings.put("Protocol", protocol.describe());
        settings.put("Noise", noise.describe());
        settings.put("Runs", request.runs());
        settings.put("Seed", request.seed());
        settings.put("FilesOfTruth", truth.inputs());
        settings.put("Tissues", tissues);
        settings.put("Phantom", new TreeMap<>(keys.texts()));
        String file = request.study().fileName();
        PhantomStudy.Settings study =
                new PhantomStudy.Settings(truth.volume(), lesions, protocol, noise, request.runs(), request.seed());
        return new StudyPlan(request.study().title(), file, List.of(file), notes, settings, progress -> {
            PhantomStudy.Result result = PhantomStudy.run(study, methods, threads, progress);
            String footer = Version.footer(
                    protocol.describe(), noise.describe(), "runs " + result.runs(), "seed " + request.seed());
            return new StudyPlan.Outcome(result.table(), Map.of(file, PhantomFigure.of(result, footer)), "");
        });
    }

    private void requireKeysInUse(MethodList list) {
        String titles = String.join(", ", list.labels());
        if (list.methods().stream().anyMatch(Method::needsNeighbours)) {
            keys.adaptive.requireValid();
        } else {
            keys.adaptive.requireUntouched(titles);
        }
        if (list.methods().stream().anyMatch(PosteriorMethod.class::isInstance)) {
            keys.prior.requireValid();
        } else {
            keys.prior.requireUntouched(titles);
        }
    }

    /** @param records takes network, or the settings once it has mapped: a prior may have been learnt until then */
    private PhantomStudy.Mapped mapped(
            Method method, Protocol protocol, Map<String, Object> records, List<String> notes) throws IOException {
        BiFunction<PhaseCycledSeries, NoiseLevel.Sigma, SeriesMapper> maker;
        if (method.needsNeighbours()) {
            maker = (series, noise) ->
                    new AdaptiveLikelihood(keys.adaptive.settings(series.grid()), VoxelNoise.uniform(noise.value()));
        } else if (method instanceof PosteriorMethod) {
            Prior known = keys.prior.isLearnt() ? null : keys.prior.prior(reading, notes::add);
            maker = (series, noise) -> posterior(series, noise, known);
        } else {
            PreparedMethod prepared = method.prepare(protocol, engine);
            notes.addAll(prepared.remarks());
            prepared.network().ifPresent(network -> records.put(method.title(), network));
            maker = (series, noise) ->
                    new ParameterMapper(prepared.estimator(method.usesNoise() ? noise : NoiseLevel.FROM_RESIDUAL));
        }
        return new PhantomStudy.Mapped(method.title(), (series, noise) -> {
            SeriesMapper mapper = maker.apply(series, noise);
            records.putIfAbsent(method.title(), mapper.settings());
            return mapper;
        });
    }

    /** @param known null where the series is to teach the prior */
    private SeriesMapper posterior(PhaseCycledSeries series, NoiseLevel.Sigma noise, Prior known) {
        Prior prior = known != null
                ? known
                : TissueDensity.of(series, noise, keys.prior.t1Ms(), keys.prior.t2Ms(), Progress.NONE)
                        .prior();
        return new ParameterMapper(new PosteriorEstimator(series.protocol(), noise, prior, keys.prior.values()));
    }

    /** How many voxels there are of each. */
    private static List<String> tissues(PhantomTruth truth) {
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < truth.tissues().size(); k++) {
            int voxels = 0;
            for (int tissue : truth.tissue()) {
                voxels += tissue == k + 1 ? 1 : 0;
            }
            texts.add(truth.tissues().get(k) + " " + voxels + " voxels");
        }
        return texts;
    }
}

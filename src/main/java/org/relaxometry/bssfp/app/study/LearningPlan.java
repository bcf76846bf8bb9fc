package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.app.group.TrainingRequest;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.montecarlo.study.LearningCurve;
import org.relaxometry.bssfp.plot.study.LearningCurveFigure;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingListener;
import org.relaxometry.bssfp.training.TrainingSpecification;

/**
 * The learning curve: trains networks by the recipe of Birk et al. 2025 (constant learning rate, uniform distribution, no noise)
 * and compares what every epoch makes of the test points with what the last one does.
 */
final class LearningPlan {

    private static final String USUAL_EPOCHS = "50";
    private static final String USUAL_SAMPLES = "400000";

    /** Those that work without noise. */
    private static final List<String> METHODS = Methods.NETWORKS.stream()
            .filter(method -> !method.usesNoise())
            .map(Method::title)
            .toList();

    private final ValidationRequest request;
    private final EngineChoice engine;
    private final int threads;
    private final Protocol protocol;
    private final List<TrainingSpecification> specifications;

    LearningPlan(ValidationRequest request, EngineChoice engine, int threads) throws IOException {
        this.request = request;
        this.engine = engine;
        this.threads = threads;
        protocol = request.protocols().get(0);
        List<TrainingSpecification> list = new ArrayList<>();
        for (String name : request.methods().split(",")) {
            list.add(specification(name.strip()));
        }
        specifications = list;
    }

    StudyPlan plan() throws IOException {
        ValidationRequest.Truth truth = request.truth();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("Study", request.study().title());
        settings.put("Protocol", protocol.describe());
        settings.put(
                "Trainings",
                specifications.stream().map(TrainingSpecification::describe).toList());
        settings.put("Engine", engine.label());
        settings.put("Points", truth.points().name());
        settings.put("Seed", request.seed());
        String footer =
                Version.footer(truth.points().name() + ", no noise", protocol.describe(), "seed " + request.seed());
        String file = request.study().fileName();
        return new StudyPlan(request.study().title(), file, List.of(file), List.of(), settings, progress -> {
            Map<String, LearningCurve.Result> curves = run(truth, progress);
            return new StudyPlan.Outcome(table(curves), Map.of(file, LearningCurveFigure.of(curves, footer)), "");
        });
    }

    private TrainingSpecification specification(String name) {
        String kind = METHODS.stream()
                .filter(method -> method.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The study " + request.study().title() + " trains networks: methods may be "
                                + String.join(", ", METHODS) + ", but one is \"" + name + "\"."));
        Map<String, String> training = Map.of(
                "kind", kind,
                "schedule", TrainingRequest.CONSTANT,
                "epochs", request.text("epochs").orElse(USUAL_EPOCHS),
                "samples", request.text("samples").orElse(USUAL_SAMPLES),
                "seed", Integer.toString(request.seed()));
        return new TrainingRequest(training).specification(protocol, ParameterDistribution.uniform());
    }

    /** Network by network; a network that was cancelled is left out. */
    private Map<String, LearningCurve.Result> run(ValidationRequest.Truth truth, Progress progress) {
        Voxels voxels = truth.points().simulate(protocol);
        RegionOfInterest all = new RegionOfInterest(
                truth.points().name(), IntStream.range(0, voxels.count()).toArray());
        Map<String, LearningCurve.Result> curves = new LinkedHashMap<>();
        for (TrainingSpecification specification : specifications) {
            try {
                List<NetworkModel> epochs = train(specification, curves.size(), progress);
                progress.checkCanceled();
                String method = epochs.get(0).card().methodName();
                curves.put(
                        method,
                        LearningCurve.run(epochs, this::estimator, voxels, List.of(all), threads, progress.silent()));
            } catch (CancellationException e) {
                if (curves.isEmpty()) {
                    throw e;
                }
                break;
            }
        }
        return curves;
    }

    private List<NetworkModel> train(TrainingSpecification specification, int before, Progress progress) {
        int epochs = specification.optimisation().epochs();
        List<NetworkModel> models = new ArrayList<>();
        new NetworkTrainer(specification, engine, threads, Version.current()).train(new TrainingListener() {
            @Override
            public void progress(int epoch, double fraction, double trainingLoss, double secondsLeft) {
                progress.part(before, specifications.size()).update((epoch - 1 + fraction) / epochs);
            }

            @Override
            public void epochModel(int epoch, Supplier<NetworkModel> model) {
                models.add(model.get());
            }

            @Override
            public boolean isCanceled() {
                return progress.isCanceled();
            }
        });
        return models;
    }

    private RelaxometryEstimator estimator(NetworkModel model) {
        return new NetworkChoice(model, "trained in this run")
                .prepare(protocol, engine)
                .estimator(NoiseLevel.NONE);
    }

    private static StudyTable table(Map<String, LearningCurve.Result> curves) {
        List<String> columns = new ArrayList<>(List.of("method"));
        List<List<Object>> rows = new ArrayList<>();
        curves.forEach((method, curve) -> {
            StudyTable table = curve.table();
            if (columns.size() == 1) {
                columns.addAll(table.columns());
            }
            for (List<Object> row : table.rows()) {
                List<Object> cells = new ArrayList<>(List.of(method));
                cells.addAll(row);
                rows.add(cells);
            }
        });
        return new StudyTable(columns, rows);
    }
}

package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.StudyMethods;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.montecarlo.study.CramerRaoStudy;
import org.relaxometry.bssfp.montecarlo.study.GridStudy;
import org.relaxometry.bssfp.montecarlo.study.SnrStudy;
import org.relaxometry.bssfp.montecarlo.study.TissueSweep;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.study.CramerRaoFigure;
import org.relaxometry.bssfp.plot.study.GridFigures;
import org.relaxometry.bssfp.plot.study.SnrFigures;
import org.relaxometry.bssfp.plot.study.SweepFigure;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.Version;

/** Makes the studies of estimators from what the user typed; see {@link LearningPlan} for the one that trains, {@link PhantomPlan} for the one on
 * a volume. */
final class ValidationPlans {

    private static final String PRECISION = "precision";
    private static final String DIFFERENCES = "cod-differences";

    private final ValidationRequest request;
    private final int threads;
    private final List<Protocol> protocols;
    private final StudyMethods chosen;

    private ValidationPlans(ValidationRequest request, EngineChoice engine, int threads) throws IOException {
        this.request = request;
        this.threads = threads;
        protocols = request.protocols();
        chosen = StudyMethods.of(MethodList.parse(request.methods()), protocols, engine);
        for (NoiseLevel.Snr level : request.noise()) {
            for (StudyMethod method : chosen.methods()) {
                // a method that cannot work at one of the levels says so now
                Objects.requireNonNull(method.atNoise().apply(level), "estimator");
            }
        }
    }

    /** @throws IllegalArgumentException where a key is wrong, before anything is simulated */
    static StudyPlan plan(ValidationRequest request, EngineChoice engine, int threads) throws IOException {
        if (request.study() == ValidationStudy.LEARNING_CURVE) {
            return new LearningPlan(request, engine, threads).plan();
        }
        ValidationPlans plans = new ValidationPlans(request, engine, threads);
        return switch (request.study()) {
            case ACCURACY -> plans.accuracy();
            case DETERMINATION -> plans.determination();
            case OFF_RESONANCE -> plans.offResonance();
            case B1 -> plans.b1();
            case CRAMER_RAO -> plans.cramerRao();
            case LEARNING_CURVE, PHANTOM -> throw new IllegalStateException();
        };
    }

    private StudyPlan accuracy() {
        Range t1 = request.t1Ms();
        Range t2 = request.t2Ms();
        GridStudy.Settings settings = new GridStudy.Settings(
                TestPoints.axis(t1, request.points()),
                TestPoints.axis(t2, request.points()),
                request.oneNoise(),
                request.samples(),
                request.seed(),
                request.clip() ? Map.of(Parameter.T1, t1, Parameter.T2, t2) : Map.of());
        String grid = request.points() + " x " + request.points() + " grid";
        return plan(List.of(request.study().fileName(), PRECISION), points(grid, t1, t2), progress -> {
            GridStudy.Result result = GridStudy.run(settings, chosen.methods(), threads, progress);
            return new StudyPlan.Outcome(
                    result.table(),
                    figures(
                            request.study().fileName(),
                            GridFigures.accuracy(result, footer()),
                            PRECISION,
                            GridFigures.precision(result, footer())),
                    "");
        });
    }

    private StudyPlan determination() throws IOException {
        ValidationRequest.Truth truth = request.truth();
        SnrStudy.Settings settings = new SnrStudy.Settings(
                truth.points(),
                request.noise(),
                request.samples(),
                request.seed(),
                request.clip() ? truth.limits() : Map.of());
        Map<String, Object> points = points(truth.points().name(), truth.t1Ms(), truth.t2Ms());
        return plan(List.of(request.study().fileName(), DIFFERENCES), points, progress -> {
            SnrStudy.Result result = SnrStudy.run(settings, chosen.methods(), threads, progress);
            String footer = truth.points().name() + " · " + footer();
            Map<String, Figure> figures = new LinkedHashMap<>();
            figures.put(request.study().fileName(), SnrFigures.values(result, footer));
            reference().ifPresent(label -> figures.put(DIFFERENCES, SnrFigures.differences(result, label, footer)));
            return new StudyPlan.Outcome(result.table(), figures, "");
        });
    }

    /** The method that the others are compared with, where there are others: a MIRACLE, as in the paper. */
    private Optional<String> reference() {
        return chosen.methods().stream()
                .map(StudyMethod::label)
                .filter(label -> chosen.methods().size() > 1)
                .filter(List.of(Method.MIRACLE_NAME, Method.MIRACLE_FAST_NAME)::contains)
                .findFirst();
    }

    private StudyPlan offResonance() {
        return sweep(TissueSweep.Settings.offResonance(
                request.tissues().get(0), request.points(), request.oneNoise(), request.samples(), request.seed()));
    }

    private StudyPlan b1() {
        return sweep(TissueSweep.Settings.assumedB1(
                request.tissues().get(0),
                request.b1Ratio(),
                request.points(),
                request.oneNoise(),
                request.samples(),
                request.seed()));
    }

    private StudyPlan sweep(TissueSweep.Settings settings) {
        String tissue = name(settings.tissue());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Tissue", tissue);
        about.put("Axis", settings.axis().label());
        about.put("From", settings.values()[0]);
        about.put("To", settings.values()[settings.values().length - 1]);
        about.put("Points", settings.values().length);
        return plan(List.of(request.study().fileName()), about, progress -> {
            TissueSweep.Result result = TissueSweep.run(settings, chosen.methods(), threads, progress);
            Figure figure = SweepFigure.of(result, "tissue " + tissue + " · " + footer());
            return new StudyPlan.Outcome(result.table(), Map.of(request.study().fileName(), figure), "");
        });
    }

    private StudyPlan cramerRao() {
        CramerRaoStudy.Settings settings = new CramerRaoStudy.Settings(
                request.tissues(), request.points(), request.oneNoise(), request.samples(), request.seed());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put(
                "Tissues",
                settings.tissues().stream().map(ValidationPlans::name).toList());
        about.put("Angles", settings.angles());
        return plan(List.of(request.study().fileName()), about, progress -> {
            CramerRaoStudy.Result result = CramerRaoStudy.run(settings, chosen.methods(), threads, progress);
            Figure figure =
                    CramerRaoFigure.of(result, settings.angles() + " off-resonances around the circle · " + footer());
            return new StudyPlan.Outcome(result.table(), Map.of(request.study().fileName(), figure), "");
        });
    }

    private StudyPlan plan(List<String> figures, Map<String, Object> about, StudyPlan.Work work) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("Study", request.study().title());
        settings.put("Methods", chosen.records());
        settings.put("Notes", "");
        settings.put(
                "Noise", request.noise().stream().map(ValidationPlans::describe).toList());
        settings.put("Samples", request.samples());
        settings.put("Seed", request.seed());
        settings.putAll(about);
        return new StudyPlan(
                request.study().title(), request.study().fileName(), figures, chosen.notes(), settings, work);
    }

    private Map<String, Object> points(String name, Range t1, Range t2) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Points", name);
        about.put("T1", t1.min() + "-" + t1.max() + " ms");
        about.put("T2", t2.min() + "-" + t2.max() + " ms");
        about.put("ClippedToTheseRanges", request.clip());
        return about;
    }

    private String footer() {
        List<String> parts = new ArrayList<>();
        parts.add(ValidationRequest.describe(protocols));
        List<NoiseLevel.Snr> noise = request.noise();
        if (noise.size() > 1) {
            parts.add("SNR of each phase-cycle image, reference signal 0.074");
        } else {
            parts.add(describe(noise.get(0)));
        }
        if (noise.stream().anyMatch(level -> !level.isNone())) {
            parts.add(request.samples() + " samples, seed " + request.seed());
        }
        if (request.study().uses("t1")) {
            parts.add(request.clip() ? "estimates clipped to the ranges of the truth" : "estimates not clipped");
        }
        return Version.footer(parts.toArray(String[]::new));
    }

    private static String describe(NoiseLevel.Snr noise) {
        return noise.isNone() ? "no noise" : noise.describe();
    }

    private static String name(Tissue tissue) {
        return tissue.t1Ms() + "/" + tissue.t2Ms() + " ms";
    }

    private static Map<String, Figure> figures(String one, Figure first, String other, Figure second) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put(one, first);
        figures.put(other, second);
        return figures;
    }
}

package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;

/**
 * Errors of methods on a volume of known truth with planted lesions, per tissue and size of lesion. Every run has lesions in other
 * places and noise of its own; all methods see the same.
 */
public final class PhantomStudy {

    /**
     * What to simulate.
     *
     * @param truth the volume without lesions
     * @param lesions what is planted in it
     * @param protocol of the series
     * @param noise of every phase-cycle image where M0 is 1; there must be some
     * @param runs how often, at least 1
     * @param seed of the first run; the next has the next
     */
    public record Settings(
            PhantomTruth truth, Lesions lesions, Protocol protocol, NoiseLevel.Known noise, int runs, long seed) {}

    /**
     * A method of the study.
     *
     * @param label as tables call it
     * @param mapper makes it for a series whose noise level is known
     */
    public record Mapped(String label, BiFunction<PhaseCycledSeries, NoiseLevel.Sigma, SeriesMapper> mapper) {}

    /**
     * Errors of a parameter in the voxels of a tissue, of all runs together, in percent of the truth.
     *
     * @param voxels number of voxels
     * @param known part of them that has an estimate
     * @param rmse root mean square of the error of these; an error beyond 99 % counts as 99 %
     * @param median of the error, a lower bound ({@link
     *     org.relaxometry.bssfp.estimation.EstimationStatus#AT_LEAST}) counted as longer than all estimates
     * @param sigma root mean square of the σ that the method states; NaN where it states none
     * @param within part of the voxels whose error is no more than their σ: 68.3 where σ is right
     * @param contrastKept mean of what is found of the difference to the tissue around; NaN where nothing was planted
     */
    public record Errors(
            int voxels, double known, double rmse, double median, double sigma, double within, double contrastKept) {}

    /** The errors of one method. */
    public record Row(String method, String tissue, Parameter parameter, Errors errors) {}

    /**
     * What came of it.
     *
     * @param runs that are complete
     * @param rows every parameter and tissue of every method
     */
    public record Result(int runs, List<Row> rows) {

        /** One line per method, parameter and tissue. */
        public StudyTable table() {
            List<List<Object>> lines = new ArrayList<>();
            for (Row row : rows) {
                Errors errors = row.errors();
                lines.add(List.of(
                        row.method(),
                        row.parameter().symbol(),
                        row.tissue(),
                        errors.voxels(),
                        errors.known(),
                        errors.rmse(),
                        errors.median(),
                        errors.sigma(),
                        errors.within(),
                        errors.contrastKept()));
            }
            return new StudyTable(
                    List.of(
                            "method",
                            "parameter",
                            "tissue",
                            "voxels",
                            "with a value [%]",
                            "root mean square error [%]",
                            "median error [%]",
                            "stated sigma [%]",
                            "within sigma [%]",
                            "contrast kept [%]"),
                    lines);
        }
    }

    private static final List<Parameter> PARAMETERS = List.of(Parameter.T1, Parameter.T2);
    private static final List<Parameter> SIGMAS = List.of(Parameter.T1_SIGMA, Parameter.T2_SIGMA);
    private static final String ALL = "all voxels";

    private final Settings settings;
    private final List<Mapped> methods;
    private final List<String> tissues;

    /** [method][tissue][parameter]; the last tissue is the whole mask. */
    private final TissueErrors[][][] errors;

    private PhantomStudy(Settings settings, List<Mapped> methods) {
        this.settings = settings;
        this.methods = methods;
        tissues = new ArrayList<>(settings.truth.tissues());
        if (settings.lesions.count() > 0) {
            settings.lesions.radiiVoxels().forEach(radius -> tissues.add(Lesions.name(radius)));
        }
        tissues.add(ALL);
        errors = new TissueErrors[methods.size()][tissues.size()][PARAMETERS.size()];
        for (TissueErrors[][] ofMethod : errors) {
            for (TissueErrors[] ofTissue : ofMethod) {
                for (int p = 0; p < ofTissue.length; p++) {
                    ofTissue[p] = new TissueErrors();
                }
            }
        }
    }

    /**
     * Runs it. Who cancels keeps the runs that are complete.
     *
     * @throws CancellationException if cancelled before the first is complete
     */
    public static Result run(Settings settings, List<Mapped> methods, int threads, Progress progress) {
        PhantomStudy study = new PhantomStudy(settings, methods);
        int[] complete = {0};
        Progress.forEach(IntStream.range(0, settings.runs).boxed().toList(), progress, (run, part) -> {
            study.once(settings.seed + run, threads, part);
            complete[0]++;
        });
        return new Result(complete[0], study.rows());
    }

    private void once(long seed, int threads, Progress progress) {
        int parts = methods.size() + 1;
        PhantomTruth planted = settings.lesions.plant(settings.truth, seed);
        double sigma = settings.noise.sigma(settings.protocol.cycles());
        PhaseCycledSeries series =
                PhantomSeries.simulate(planted, settings.protocol, sigma, seed, progress.part(0, parts));
        List<ParameterMaps> maps = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            maps.add(methods.get(m)
                    .mapper
                    .apply(series, NoiseLevel.given(sigma))
                    .map(series, threads, progress.part(m + 1, parts)));
        }
        for (int t = 0; t < tissues.size(); t++) {
            int number = t + 1;
            int[] chosen = tissues.get(t).equals(ALL)
                    ? planted.mask().voxels()
                    : IntStream.range(0, planted.tissue().length)
                            .filter(voxel -> planted.tissue()[voxel] == number)
                            .toArray();
            for (int m = 0; m < methods.size(); m++) {
                take(maps.get(m), chosen, planted, errors[m][t]);
            }
        }
    }

    private void take(ParameterMaps maps, int[] chosen, PhantomTruth planted, TissueErrors[] taken) {
        for (int p = 0; p < PARAMETERS.size(); p++) {
            boolean isT1 = PARAMETERS.get(p) == Parameter.T1;
            taken[p].add(
                    chosen,
                    values(maps, PARAMETERS.get(p)),
                    values(maps, SIGMAS.get(p)),
                    isT1 ? planted.t1Ms() : planted.t2Ms(),
                    isT1 ? settings.truth.t1Ms() : settings.truth.t2Ms());
        }
    }

    private TissueErrors.Values values(ParameterMaps maps, Parameter parameter) {
        if (!maps.parameters().contains(parameter)) {
            return voxel -> Double.NaN;
        }
        float[][] planes = maps.planes(parameter);
        int slice = settings.truth.grid().sliceVoxels();
        boolean isTime = PARAMETERS.contains(parameter);
        double longest = isTime ? maps.longestMs() : Double.POSITIVE_INFINITY;
        return voxel -> {
            float value = planes[voxel / slice][voxel % slice];
            return value >= longest ? Double.POSITIVE_INFINITY : value;
        };
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            for (int p = 0; p < PARAMETERS.size(); p++) {
                for (int t = 0; t < tissues.size(); t++) {
                    Errors summary = errors[m][t][p].summary();
                    if (summary.voxels > 0) {
                        rows.add(new Row(methods.get(m).label, tissues.get(t), PARAMETERS.get(p), summary));
                    }
                }
            }
        }
        return rows;
    }
}

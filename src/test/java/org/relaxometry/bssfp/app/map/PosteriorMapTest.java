package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The main job by likelihood and prior: on the sample brain, whose truth is known, with its keys, and where it is refused. */
class PosteriorMapTest {

    @TempDir
    Path folder;

    private final Map<String, String> inputs = new HashMap<>();

    PosteriorMapTest() {
        inputs.put("magnitude", SampleBrain.series(12, "mag").toString());
        inputs.put("phase", SampleBrain.series(12, "phase").toString());
        inputs.put("b1", SampleBrain.truth("B1_rel.nii.gz").toString());
    }

    @Test
    void priorOfTheSeriesItselfBringsMapsNearerToTheTruthAndServesTheNextRun() throws IOException {
        assertThat(run("ml")).isEmpty();
        inputs.put("method", "Posterior");
        inputs.put("prior", "this series");
        inputs.put("estimate", "geometric mean");
        assertThat(run("learnt")).isEmpty();
        for (SampleBrain.Tissue tissue : SampleBrain.Tissue.values()) {
            SampleBrain.Errors alone = errors("ml", tissue);
            SampleBrain.Errors learnt = errors("learnt", tissue);
            assertThat(learnt.t1AbsolutePercent()).isLessThan(0.8 * alone.t1AbsolutePercent());
            assertThat(learnt.t2AbsolutePercent()).isLessThan(0.8 * alone.t2AbsolutePercent());
            assertThat(learnt.estimated()).isGreaterThanOrEqualTo(alone.estimated());
        }
        assertThat(folder.resolve("learnt/prior.png")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("learnt/T1map.json")))
                .contains("posterior geometric mean", "prior this series", "learnt from", "\"Sigma\"")
                .doesNotContain("says much of the result");

        inputs.put("prior", "from file");
        inputs.put("priorfile", folder.resolve("learnt/prior.json").toString());
        assertThat(run("next")).isEmpty();
        // the file has the density to seven digits
        double[] learnt = SampleBrain.values(folder.resolve("learnt/T1map.nii.gz"));
        double[] next = SampleBrain.values(folder.resolve("next/T1map.nii.gz"));
        for (int v = 0; v < learnt.length; v++) {
            assertThat(Double.isNaN(next[v])).isEqualTo(Double.isNaN(learnt[v]));
            if (!Double.isNaN(learnt[v])) {
                assertThat(Math.abs(next[v] / learnt[v] - 1)).isLessThan(1e-4);
            }
        }
    }

    @Test
    void percentilesAndProbabilitiesAreMapsAndThreadsChangeNoBit() throws IOException {
        inputs.put("method", "Posterior");
        inputs.put("percentiles", "2.5-97.5");
        inputs.put("t1above", "1500");
        inputs.put("t2above", "100");
        inputs.put("threads", "1");
        assertThat(run("one")).isEmpty();
        inputs.put("threads", "2");
        assertThat(run("two")).isEmpty();
        for (String map :
                new String[] {"T1map", "T1lowmap", "T1highmap", "T2lowmap", "T2highmap", "T1abovemap", "T2abovemap"}) {
            Path one = folder.resolve("one").resolve(map + ".nii.gz");
            assertThat(one).isNotEmptyFile();
            assertThat(Files.readAllBytes(folder.resolve("two").resolve(map + ".nii.gz")))
                    .isEqualTo(Files.readAllBytes(one));
        }
        assertThat(folder.resolve("one/prior.json")).doesNotExist();
        double[] probability = SampleBrain.values(folder.resolve("one/T1abovemap.nii.gz"));
        assertThat(Arrays.stream(probability).filter(Double::isFinite)).allMatch(p -> p >= 0 && p <= 1);
    }

    @ParameterizedTest
    @CsvSource({
        "prior, uniform",
        "estimate, median",
        "percentiles, 5-95",
        "t1above, 1500",
        "t2range, 10-200",
        "priorfile, prior.json"
    })
    void itsKeysAreRefusedWithOtherMethods(String key, String value) {
        inputs.put(key, value);
        assertThat(run("out")).hasValueSatisfying(message -> assertThat(message)
                .contains(key + " is used by the method Posterior only", "Maximum likelihood", "Leave it"));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log-uniform|percentiles|often|percentiles must be a probability in percent",
                "log-uniform|percentiles|0-100|a probability in percent",
                "log-uniform|t1above|-1|a time in ms",
                "log-uniform|t2above|NaN|t2above",
                "log-uniform|priorfile|prior.json|used by the prior from file only",
                "log-uniform|priort1|T1.nii|used by the prior from maps only",
                "log-uniform|t1range|0-100|positive",
                "uniform|t1range|10-20|Are the two exchanged?",
                "in vivo|t1range|300-2000|has ranges of its own",
                "from file|noise|21|needs 'priorfile'",
                "from maps|noise|21|needs 'priort1'",
                "somewhere|noise|21|is not a value of 'prior'"
            })
    void valuesThatCannotBeAreRefused(String prior, String key, String value, String why) {
        inputs.put("method", "Posterior");
        inputs.put("prior", prior);
        inputs.put(key, value);
        assertThat(run("out")).hasValueSatisfying(message -> assertThat(message).contains(why));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFileThatIsNoPriorIsRefusedByName() throws IOException {
        Path file = folder.resolve("card.json");
        Files.writeString(file, "{\"Name\": \"a model\"}");
        inputs.put("method", "Posterior");
        inputs.put("prior", "from file");
        inputs.put("priorfile", file.toString());
        assertThat(run("out")).hasValueSatisfying(message -> assertThat(message)
                .contains("card.json", "no list Density", "prior=\"this series\""));
    }

    @Test
    void aPriorOfASeriesWhoseVoxelsLeaveMuchOpenIsWarnedOf() throws IOException {
        inputs.put("magnitude", SampleBrain.series(4, "mag").toString());
        inputs.put("phase", SampleBrain.series(4, "phase").toString());
        inputs.put("method", "Posterior");
        inputs.put("prior", "this series");
        assertThat(run("open")).isEmpty();
        assertThat(Files.readString(folder.resolve("open/T1map.json")))
                .contains("says much of the result", "Adaptive maximum likelihood");
    }

    /** Maps hold seconds. */
    private SampleBrain.Errors errors(String run, SampleBrain.Tissue tissue) {
        double[] t1Ms = SampleBrain.values(folder.resolve(run).resolve("T1map.nii.gz"));
        double[] t2Ms = SampleBrain.values(folder.resolve(run).resolve("T2map.nii.gz"));
        for (double[] values : new double[][] {t1Ms, t2Ms}) {
            Arrays.setAll(values, i -> 1000 * values[i]);
        }
        return new SampleBrain().errors(tissue, t1Ms, t2Ms, null);
    }

    private Optional<String> run(String output) {
        Map<String, String> all = new HashMap<>(inputs);
        all.put("output", folder.resolve(output).toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, "map").run(all);
        }
    }
}

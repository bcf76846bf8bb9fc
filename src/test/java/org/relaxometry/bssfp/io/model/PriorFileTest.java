package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.statistics.Range;

class PriorFileTest {

    @TempDir
    Path folder;

    @Test
    void comesBackAsItWasWritten() throws IOException {
        Prior prior = Prior.of(
                "this series",
                "learnt from 7 voxels",
                new Range(100, 5000),
                new Range(5, 2500),
                20,
                (t1, t2) -> t1 / t2);
        Path file = folder.resolve("prior.json");
        Files.write(file, PriorFile.encode(prior));
        Prior back = PriorFile.read(file);
        assertThat(back.describe()).isEqualTo(prior.describe());
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                assertThat(back.density(i, j)).isCloseTo(prior.density(i, j), within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|no list Density",
                "[1]|not a JSON object",
                "{\"Density\":[[1,2],[3]],\"T1RangeMilliseconds\":[1,2],\"T2RangeMilliseconds\":[1,2]}|not equally long",
                "{\"Density\":[[1,2],[3,\"x\"]],\"T1RangeMilliseconds\":[1,2],\"T2RangeMilliseconds\":[1,2]}|no number",
                "{\"Density\":[[1,2],[3,-1]],\"T1RangeMilliseconds\":[1,2],\"T2RangeMilliseconds\":[1,2]}|0 or more",
                "{\"Density\":[[1,2],[3,1]],\"T1RangeMilliseconds\":[0,2],\"T2RangeMilliseconds\":[1,2]}|above 0 ms",
                "{\"Density\":[[1,2],[3,1]],\"T1RangeMilliseconds\":[2],\"T2RangeMilliseconds\":[1,2]}|two numbers",
                "{\"Density\":[],\"T1RangeMilliseconds\":[1,2],\"T2RangeMilliseconds\":[1,2]}|at least 2 x 2 cells"
            })
    void whatIsNoPriorIsRefusedByName(String text, String why) throws IOException {
        Path file = folder.resolve("wrong.json");
        Files.writeString(file, text);
        assertThatThrownBy(() -> PriorFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrong.json")
                .hasMessageContaining(why)
                .hasMessageContaining("prior=\"this series\"");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PriorFile.read(folder.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);
    }
}

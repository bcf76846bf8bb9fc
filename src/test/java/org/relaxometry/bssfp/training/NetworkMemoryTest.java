package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/** Who trains and maps all day must not run out of memory. */
class NetworkMemoryTest {

    /**
     * On the Java heap, where all that belongs to PyTorch has an object too. 900 cycles that forget one array each (some
     * 300 bytes), twenty times per training, come to 5 MB; repeated collections differ by 0.2 MB.
     */
    private static final long HEAP_BYTES = 1_000_000;

    /**
     * Outside of the heap. 900 cycles that forget the units of one layer each (300 voxels, 64 units) come to 70 MB; the JVM
     * itself grows by up to 20 MB while it compiles.
     */
    private static final long RESIDENT_BYTES = 40_000_000;

    @Test
    void aThousandTrainingsAndMapsWithBothEnginesLeaveNothingBehind() throws Exception {
        assumeTrue(PyTorch.instance().isAvailable(), "PyTorch cannot be loaded here");

        List<long[]> measured = run(1000);

        assertThat(measured).hasSize(10);
        long[] early = measured.get(0);
        long[] late = measured.get(9);
        assertThat(late[1] - early[1]).as("growth of the heap").isLessThan(HEAP_BYTES);
        assertThat(late[2] - early[2]).as("growth of the process").isLessThan(RESIDENT_BYTES);
        assertThat(late[3]).as("threads").isLessThanOrEqualTo(early[3]);
    }

    /** The numbers that {@link NetworkCycles} prints, line by line. */
    private static List<long[]> run(int cycles) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // a heap that is there from the beginning, so that the process grows only by what is outside
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NetworkCycles.class.getName(),
                        String.valueOf(cycles))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toList();
    }
}

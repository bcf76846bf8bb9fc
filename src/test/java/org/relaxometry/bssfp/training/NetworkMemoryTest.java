package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.Needs;

/** Who trains and maps all day must not run out of memory. */
class NetworkMemoryTest {

    /**
     * From the first 500 cycles to the second, on the Java heap, where every array of PyTorch has an object of some 300 bytes.
     * Trainings that forget one array in each of their ten steps and evaluations come to 1.5 MB; without a leak 0.3 KB were seen.
     */
    private static final long HEAP_BYTES = 250_000;

    /**
     * Likewise, in the whole process. Maps that forget the units of one layer (300 voxels, 64 units) come to 40 MB; the JVM itself
     * grows by 10 MB while it compiles.
     */
    private static final long RESIDENT_BYTES = 25_000_000;

    @Tag("slow")
    @Test
    void aThousandTrainingsAndMapsWithBothEnginesLeaveNothingBehind() throws Exception {
        Needs.pyTorch();

        List<long[]> measured = run(1000);

        assertThat(measured).hasSize(10);
        List<long[]> early = measured.subList(0, 5);
        List<long[]> late = measured.subList(5, 10);
        assertThat(least(late, 1) - least(early, 1)).as("growth of the heap").isLessThan(HEAP_BYTES);
        assertThat(least(late, 2) - least(early, 2)).as("growth of the process").isLessThan(RESIDENT_BYTES);
        assertThat(least(late, 3)).as("threads").isLessThanOrEqualTo(least(early, 3));
    }

    /** The least of several measurements: a collection may come too early for some garbage, but never for a leak. */
    private static long least(List<long[]> measured, int column) {
        return measured.stream().mapToLong(line -> line[column]).min().orElseThrow();
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

package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.concurrent.Progress;

class StrayFilesTest {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Work is told by the memory it takes, which is the same on every computer. */
    @Test
    void theWorkGrowsAsTheNumberOfStrayFiles(@TempDir Path folder) throws IOException {
        Path few = withStrayFiles(folder.resolve("few"), 300);
        Path many = withStrayFiles(folder.resolve("many"), 1800);
        // loads the classes
        bytesToScan(few);
        assertThat(bytesToScan(many)).isLessThan(12 * bytesToScan(few));
    }

    private long bytesToScan(Path folder) throws IOException {
        long before = threads.getCurrentThreadAllocatedBytes();
        SeriesScan.scan(folder.toString(), Progress.NONE);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Path withStrayFiles(Path folder, int count) throws IOException {
        Files.createDirectory(folder);
        for (String part : new String[] {"mag", "phase"}) {
            Path image = SampleBrain.series(4, part);
            Files.copy(image, folder.resolve(image.getFileName()));
        }
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("note" + i + ".json"), "{\"a\": 1}");
        }
        return folder;
    }
}

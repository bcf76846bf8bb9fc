package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CancelledRun;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.scijava.Context;
import org.scijava.command.CommandService;

class CancelTest {

    @TempDir
    Path folder;

    @Test
    void aCancelledRunSaysSoAndLeavesNothing() throws Exception {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
        // ten times the voxels of a block and more
        PhaseCycledSeries series = SimulatedSeries.simulate(protocol, 64 * 64 * 20);
        write("real.nii", series.images().first());
        write("imaginary.nii", series.images().second());
        Optional<String> failure = CancelledRun.at(
                "MIRACLE: 10 %",
                () -> {
                    try (Context context = new Context(CommandService.class)) {
                        return CommandRunner.of(context, "map")
                                .run(Map.of(
                                        "real", folder.resolve("real.nii").toString(),
                                        "imaginary",
                                                folder.resolve("imaginary.nii").toString(),
                                        "tr", "4.8",
                                        "te", "2.4",
                                        "flip", "15",
                                        "increments", "standard",
                                        "method", "MIRACLE",
                                        "threads", "1",
                                        "output", folder.resolve("maps").toString()));
                    }
                });
        assertThat(failure).contains(RelaxometryCommand.CANCELLED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("real.nii", "imaginary.nii");
        }
    }

    private void write(String name, RandomAccessibleInterval<FloatType> image) throws Exception {
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }
}

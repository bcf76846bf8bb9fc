package org.relaxometry.bssfp.io.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Which of the open maps belong together: runs may have one source, one method and one name for each map. */
class RunMapsTest {

    private static final List<Parameter> MAPS = List.of(Parameter.T1, Parameter.T2);

    private final ImagePlus[] first = run(1000, "Flip: 15\nRunId: 0a\n");
    private final ImagePlus[] second = run(2000, "Flip: 20\nRunId: 0b\n");

    private static ImagePlus[] run(float value, String info) {
        return MAPS.stream().map(map -> map(map, value, info)).toArray(ImagePlus[]::new);
    }

    private static ImagePlus map(Parameter parameter, float value, String info) {
        float[] values = new float[8];
        Arrays.fill(values, parameter == Parameter.T1 ? value : value / 10);
        ImagePlus image = MapImages.wrap(
                "brain · " + parameter.symbol() + " (ms) · ML",
                new ScalarVolume(new VolumeGrid(2, 2, 2, 1, 1, 1), values),
                "ms",
                NiftiGeometry.ofVoxelSize(1, 1, 1),
                info);
        ImageProperties.storeSource(image, "brain");
        ImageProperties.storeQuantity(image, parameter.fileName());
        ImageProperties.storeFileName(image, parameter.fileName());
        return image;
    }

    private static RunMaps read(ImagePlus image) throws IOException {
        return RunMaps.read("maps", ImageNames.of(image), MAPS, Progress.NONE);
    }

    @Test
    void mapsAreOfTheRunOfTheImageThatWasNamed() throws IOException {
        try (OpenImages open = new OpenImages(first[0], first[1], second[0], second[1])) {
            assertThat(open).isNotNull();
            for (ImagePlus named : first) {
                assertThat(read(named).require(Parameter.T1)).containsOnly(1000);
                assertThat(read(named).require(Parameter.T2)).containsOnly(100);
            }
            for (ImagePlus named : second) {
                assertThat(read(named).require(Parameter.T1)).containsOnly(2000);
                assertThat(read(named).require(Parameter.T2)).containsOnly(200);
            }
        }
    }

    @Test
    void whereTheMapOfTheRunWasClosedThatOfAnotherIsNotTaken() throws IOException {
        try (OpenImages open = new OpenImages(first[0], second[0], second[1])) {
            assertThat(open).isNotNull();
            RunMaps maps = read(first[0]);
            assertThat(maps.values(Parameter.T2)).isEmpty();
            assertThatThrownBy(() -> maps.require(Parameter.T2)).hasMessageContaining("has no map of T2");
        }
    }

    @Test
    void whatWasDuplicatedAndChangedIsNotTakenForTheMap() throws IOException {
        ImagePlus smoothed = map(Parameter.T2, 7, "Flip: 15\nRunId: 0a\n");
        smoothed.setTitle("smoothed");
        try (OpenImages open = new OpenImages(first[0], first[1], smoothed)) {
            assertThat(open).isNotNull();
            assertThat(read(first[0]).require(Parameter.T2)).containsOnly(100);
            // unless it is what the user names
            assertThat(read(smoothed).require(Parameter.T2)).containsOnly(0.7f);
        }
    }

    @Test
    void mapsThatDoNotSayTheirRunAreRefusedWhereTwoMayBelong() {
        ImagePlus[] silent = run(1000, "no record");
        try (OpenImages open = new OpenImages(silent[0], silent[1], run(2000, "no record")[1])) {
            assertThat(open).isNotNull();
            assertThatThrownBy(() -> read(silent[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Several open images may be the T2map that belongs to 'brain · T1 (ms) · ML'")
                    .hasMessageContaining("Close all but one of them, or give the folder of the run.");
        }
    }
}

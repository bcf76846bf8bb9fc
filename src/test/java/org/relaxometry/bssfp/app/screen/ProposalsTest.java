package org.relaxometry.bssfp.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.OpenImages;

class ProposalsTest {

    private static final List<Key<?>> MAP = keys("magnitude", "phase", "mask", "complex", "real", "imaginary", "b1");

    private final List<OpenImages> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(OpenImages::close);
        WindowManager.setTempCurrentImage(null);
    }

    @ParameterizedTest
    @CsvSource({
        "magnitude, sub1_mag.tif, true",
        "magnitude, brain_mag, true",
        "magnitude, MAGNITUDE, true",
        "magnitude, image.tif, false",
        "phase, sub1_ph.tif, true",
        "phase, brain_phase, true",
        "phase, phantom.tif, false",
        "b1, brain_B1, true",
        "b1, B1map.nii, true",
        "b1, sub1_ph.tif, false",
        "b1, sub1_mag.tif, false",
        "mask, brain_mask.tif, true",
        "mask, masked_mag, false",
    })
    void aTitleSpeaksForAKeyOnlyByAWholeWord(String key, String title, boolean speaks) {
        assertThat(Proposals.speaksFor(key, title)).isEqualTo(speaks);
    }

    @Test
    void theSeriesThatWasOpenedLastAndWhatBelongsToIt() {
        open("one_mag", 4);
        open("one_phase", 4);
        open("one_B1", 1);
        open("two_mag", 4);
        open("two_phase", 4);
        look(open("something", 1));
        // the B1 map of another subject would be wrong without looking so
        assertThat(Proposals.of("map", MAP)).isEqualTo(Map.of("magnitude", "two_mag", "phase", "two_phase"));
    }

    @Test
    void theSeriesThatTheUserLooksAt() {
        ImagePlus looked = open("one_mag", 4);
        open("one_phase", 4);
        open("one_B1", 1);
        open("two_mag", 4);
        open("two_phase", 4);
        open("mask", 1);
        look(looked);
        assertThat(Proposals.of("map", MAP))
                .isEqualTo(Map.of("magnitude", "one_mag", "phase", "one_phase", "b1", "one_B1", "mask", "mask"));
        assertThat(Proposals.of("masks", MAP)).doesNotContainKey("mask");
    }

    @Test
    void equalTitlesAreToldApart() {
        open("mag", 4);
        open("phase", 4);
        open("mag", 4);
        open("phase", 4);
        assertThat(Proposals.of("map", MAP)).isEqualTo(Map.of("magnitude", "mag (2)", "phase", "phase (2)"));
    }

    @Test
    void whatWasMadeOfASeriesIsNoSeries() {
        open("one_mag", 4);
        open("one_phase", 4);
        ImagePlus mean = open("one mean magnitude", 1);
        ImageProperties.storeQuantity(mean, "mean magnitude");
        ImagePlus channels = open("one F0 magnitude", 4);
        ImageProperties.storeQuantity(channels, "F0_part-mag");
        // one cycle of it, to look at
        look(open("one_mag-1", 1));
        assertThat(Proposals.of("map", MAP)).isEqualTo(Map.of("magnitude", "one_mag", "phase", "one_phase"));
    }

    @Test
    void aPhaseThatSharesNoNameButTheSize() {
        open("IM1_mag", 4);
        open("IM3_ph", 5);
        open("IM2_ph", 4);
        assertThat(Proposals.of("map", MAP)).isEqualTo(Map.of("magnitude", "IM1_mag", "phase", "IM2_ph"));
    }

    @Test
    void twoMapsOfOneQuantityAreCompared() {
        for (String title : List.of("b · T1 · ML", "b · T2 · ML", "b · T1 · MIRACLE", "b · T2 · MIRACLE")) {
            ImagePlus map = open(title, 1);
            ImageProperties.storeQuantity(map, title.substring(4, 6) + "map");
            ImageProperties.storeSource(map, "b");
            look(map);
        }
        List<Key<?>> keys = keys("first", "second", "mask", "rois");
        assertThat(Proposals.of("compare", keys))
                .isEqualTo(Map.of("first", "b · T2 · ML", "second", "b · T2 · MIRACLE"));
    }

    private static List<Key<?>> keys(String... names) {
        List<Key<?>> keys = new ArrayList<>();
        for (String name : names) {
            keys.add(Key.image(name, name, ""));
        }
        return keys;
    }

    private ImagePlus open(String title, int cycles) {
        ImagePlus image = IJ.createHyperStack(title, 4, 4, 1, 2, cycles, 32);
        open.add(new OpenImages(image));
        return image;
    }

    private static void look(ImagePlus image) {
        WindowManager.setTempCurrentImage(image);
    }
}

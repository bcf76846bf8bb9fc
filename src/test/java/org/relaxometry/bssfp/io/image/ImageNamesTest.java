package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.io.load.OpenImages;

class ImageNamesTest {

    private final ImagePlus first = image("twice");
    private final ImagePlus other = image("other (2)");
    private final ImagePlus second = image("twice");

    // in another order than they were made in
    private final OpenImages open = new OpenImages(second, first, other);

    private static ImagePlus image(String title) {
        return new ImagePlus(title, new FloatProcessor(2, 2));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aTitleOfTwoImagesMeansTheOneThatWasOpenedLast() {
        assertThat(ImageNames.find("twice")).containsSame(second);
    }

    @Test
    void everyImageHasATextThatMeansItAlone() {
        assertThat(List.of(first, second, other))
                .extracting(ImageNames::of)
                .containsExactly("twice (1)", "twice (2)", "other (2)");
        for (ImagePlus image : List.of(first, second, other)) {
            assertThat(ImageNames.find(ImageNames.of(image))).containsSame(image);
        }
        assertThat(ImageNames.find("twice (3)")).isEmpty();
        assertThat(ImageNames.find("once")).isEmpty();
    }

    @Test
    void anImageIsAlsoCalledAsItsFileUntilItGetsAnotherTitle() {
        ImageProperties.storeFileName(first, "T1map");
        ImageProperties.storeFileName(other, "T1map");
        assertThat(ImageNames.find("T1map")).containsSame(other);
        other.setTitle("other (2)-1");
        assertThat(ImageNames.find("T1map")).containsSame(first);
    }

    @Test
    void theRecorderGetsAsciiThatMeansTheSameImage() {
        first.setTitle("Müller · T1 (ms) · ML");
        second.setTitle("Müller - T1 (ms) · ML");
        other.setTitle("brain · T1 (ms) · ML (2)");
        for (ImagePlus image : List.of(first, second, other)) {
            String recorded = ImageNames.recordable(ImageNames.of(image));
            assertThat(recorded).matches("[\\x20-\\x7e]*");
            assertThat(ImageNames.find(recorded)).containsSame(image);
        }
        assertThat(ImageNames.recordable(other.getTitle())).isEqualTo("brain - T1 (ms) - ML (2)");
        assertThat(ImageNames.recordable("brain_mag")).isEqualTo("brain_mag");
        assertThat(ImageNames.recordable("closed · T1")).isEqualTo("closed - T1");
    }

    @Test
    void aNewTitleIsOneThatNoImageHas() {
        assertThat(ImageNames.unique("new")).isEqualTo("new");
        assertThat(ImageNames.unique("twice")).isEqualTo("twice (2)");
        assertThat(ImageNames.unique("other (2)")).isEqualTo("other (2) (2)");
        ImageProperties.storeSource(first, "brain");
        assertThat(ImageNames.uniqueSource("brain")).isEqualTo("brain (2)");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    brain_mag, brain
                    brain_B1, brain
                    bssfp_part-phase.nii.gz, bssfp
                    pcbssfp_mag_siemens_int16_brain, pcbssfp_siemens_int16_brain
                    sub-01_part-mag_bssfp, sub-01_bssfp
                    sub1 ph.tif, sub1
                    magnitude, ''
                    b1map.nii, ''
                    phantom, phantom
                    image of real life, image of life
                    """)
    void theSourceIsATitleWithoutThePartOfTheSeries(String title, String source) {
        assertThat(ImageNames.source(title)).isEqualTo(source);
    }
}

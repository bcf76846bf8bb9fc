package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.concurrent.Progress;

/** Folders of links, as git-annex and others make them. */
class LinksTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copySeries() throws IOException {
        for (String part : new String[] {"mag", "phase"}) {
            Path image = SampleBrain.series(4, part);
            Files.copy(image, folder.resolve(image.getFileName()));
        }
    }

    @Test
    void linksInACircleAreCalledThat() throws IOException {
        link("round", folder);
        assertThat(broken())
                .singleElement()
                .asString()
                .isEqualTo("'round' cannot be read: its links lead in a circle.");
    }

    @Test
    void imagesThatAreNotThereAreNotPassedOver() throws IOException {
        link("cycle5.nii.gz", folder.resolve("annex/objects/cycle5"));
        link("cycle6.nii.gz", Path.of("cycle6.nii.gz"));
        assertThat(broken())
                .singleElement()
                .asString()
                .startsWith("2 files, such as 'cycle5.nii.gz': each is a link that leads to no file");
    }

    private void link(String name, Path target) throws IOException {
        try {
            Files.createSymbolicLink(folder.resolve(name), target);
        } catch (UnsupportedOperationException | IOException e) {
            abort("This system makes no links: " + e);
        }
    }

    private Iterable<String> broken() throws IOException {
        return SeriesScan.scan(folder.toString(), Progress.NONE).broken();
    }
}

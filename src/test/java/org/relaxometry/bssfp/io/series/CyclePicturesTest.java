package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.Upright;

/** The pictures in the table of an import. */
class CyclePicturesTest {

    private static final int SIDE = 64;

    @TempDir
    Path folder;

    @Test
    void standUprightAsTheImagesWill() throws IOException {
        BrainFiles brain = new BrainFiles(3);
        brain.writeFolder(folder);
        Upright upright = Upright.of(brain.affine());
        assertThat(upright.mirrorsY()).isTrue();
        List<CyclePictures.Picture> pictures = new ArrayList<>();
        CyclePictures.read(SeriesScan.scan(folder.toString(), Progress.NONE), pictures::add, Progress.NONE);

        assertThat(pictures).hasSize(2 * BrainFiles.CYCLES);
        CyclePictures.Picture first = pictures.get(0);
        short[] stored = brain.stored(first.half() == 1, first.number() - 1);
        for (int x = 0; x < SIDE; x++) {
            for (int y = 0; y < SIDE; y++) {
                int voxel = upright.column(x, SIDE) + SIDE * (upright.row(y, SIDE) + SIDE);
                assertThat(first.values()[x + SIDE * y]).isEqualTo(stored[voxel]);
            }
        }
    }
}

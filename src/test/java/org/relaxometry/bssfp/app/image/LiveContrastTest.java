package org.relaxometry.bssfp.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.contrast.Contrast;
import org.relaxometry.bssfp.contrast.SyntheticContrast;
import org.relaxometry.bssfp.contrast.TissueVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class LiveContrastTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everySliceIsThatOfTheLatestTimes(int slices) {
        TissueVolume tissue = tissue(slices);
        LiveContrast live =
                new LiveContrast(tissue, SyntheticContrast.parse("c", "T1w").get(0));
        ImagePlus image = new ImagePlus("live", live);
        SyntheticContrast other = SyntheticContrast.parse("c", "T2w TE=80").get(0);
        live.show(other, image);
        float[] all = tissue.signal(other);
        for (int slice = 1; slice <= slices; slice++) {
            image.setSlice(slice);
            assertThat(image.getProcessor().getf(1, 0)).isEqualTo(all[4 * (slice - 1) + 1]);
        }
        // the brightest voxel that has a value
        assertThat(image.getDisplayRangeMax()).isPositive().isLessThan(1);
        assertThat(live.contrast().contrast()).isEqualTo(Contrast.T2W);
    }

    private static TissueVolume tissue(int slices) {
        int voxels = 4 * slices;
        float[] t1 = new float[voxels];
        float[] t2 = new float[voxels];
        float[] m0 = new float[voxels];
        for (int v = 0; v < voxels; v++) {
            t1[v] = 500 + 100 * v;
            t2[v] = v % 4 == 3 ? Float.NaN : 50 + 10 * v;
            m0[v] = 1;
        }
        return new TissueVolume(new VolumeGrid(2, 2, slices, 1, 1, 1), t1, t2, m0, null, null);
    }
}

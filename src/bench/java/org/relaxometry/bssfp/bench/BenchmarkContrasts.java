package org.relaxometry.bssfp.bench;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.relaxometry.bssfp.app.image.LiveContrast;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.contrast.Contrast;
import org.relaxometry.bssfp.contrast.SyntheticContrast;
import org.relaxometry.bssfp.contrast.Timing;
import org.relaxometry.bssfp.contrast.TissueVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** How many synthetic images a second follow a slider: a slice with other times every time, from the maps to its pixels. */
final class BenchmarkContrasts {

    private static final int WIDTH = 176;
    private static final int IMAGES = 20;

    private BenchmarkContrasts() {}

    static List<Map<String, Object>> run(int rounds, Progress progress, List<String> lines) {
        TissueVolume tissue = tissue();
        BenchmarkRounds.Times times = BenchmarkRounds.times(
                Arrays.stream(Contrast.values())
                        .map(contrast -> (Runnable) () -> slide(tissue, contrast))
                        .toList(),
                rounds,
                progress);
        lines.add(String.format("%-20s %20s", "contrast", "images per second"));
        List<Map<String, Object>> report = new ArrayList<>();
        for (Contrast contrast : Contrast.values()) {
            double perSecond = IMAGES / BenchmarkRounds.median(times.seconds()[contrast.ordinal()]);
            lines.add(String.format(Locale.ROOT, "%-20s %20.0f", contrast.label(), perSecond));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Contrast", contrast.label());
            entry.put("Width", WIDTH);
            entry.put("ImagesPerSecond", perSecond);
            report.add(entry);
        }
        return report;
    }

    private static void slide(TissueVolume tissue, Contrast contrast) {
        LiveContrast live = new LiveContrast(tissue, new SyntheticContrast(contrast, contrast.usual()));
        ImagePlus image = new ImagePlus(contrast.label(), live);
        for (int i = 0; i < IMAGES; i++) {
            Timing timing =
                    contrast.usual().with(Timing.Kind.TR, contrast.usual().of(Timing.Kind.TR) + i);
            live.show(new SyntheticContrast(contrast, timing), image);
            image.getProcessor().createImage();
        }
    }

    private static TissueVolume tissue() {
        SplittableRandom random = new SplittableRandom(1);
        int voxels = WIDTH * WIDTH;
        float[] t1 = new float[voxels];
        float[] t2 = new float[voxels];
        float[] m0 = new float[voxels];
        for (int v = 0; v < voxels; v++) {
            t1[v] = (float) random.nextDouble(300, 4000);
            t2[v] = (float) random.nextDouble(20, 300);
            m0[v] = 1;
        }
        return new TissueVolume(new VolumeGrid(WIDTH, WIDTH, 1, 1, 1, 1), t1, t2, m0, null, null);
    }
}

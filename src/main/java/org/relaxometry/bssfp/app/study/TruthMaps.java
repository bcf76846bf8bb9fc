package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.bringin.OpenSampleBrain;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.file.ScratchFolder;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.map.TissueMaps;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.text.TypedNumber;

/** Maps of what is true, read as a volume to be simulated. */
final class TruthMaps {

    /** Keys of the maps, and the file of each among those of the sample. */
    static final Map<String, String> SAMPLE = Map.of(
            "trutht1", "T1_ms.nii.gz",
            "trutht2", "T2_ms.nii.gz",
            "truthm0", "PD.nii.gz",
            "truthb0", "B0_Hz.nii.gz",
            "truthb1", "B1_rel.nii.gz");

    /** B1 as a ratio; percent or degrees are far beyond. */
    private static final Range B1_RATIO = new Range(0.2, 3);

    /** Median M0; the SNR of a study is that where M0 is 1. */
    private static final Range M0 = new Range(0.1, 10);

    private static final int MOST_LABELS = 20;

    private final Map<String, String> texts;
    private final Progress progress;
    private final List<String> notes = new ArrayList<>();
    private final List<InputFile> inputs = new ArrayList<>();
    private SeriesGrid grid;

    /** @param texts titles or paths by key; blank where nothing was given */
    private TruthMaps(Map<String, String> texts, Progress progress) {
        this.texts = texts;
        this.progress = progress;
    }

    /**
     * A volume that was read.
     *
     * @param volume every voxel that can be simulated is in its mask
     * @param notes what was decided
     * @param inputs what was read; empty for the sample
     * @param geometry where the voxels lie in space
     */
    record Read(PhantomTruth volume, List<String> notes, List<InputFile> inputs, NiftiGeometry geometry) {}

    /** The sample brain. */
    static Read sample(Progress progress) throws IOException {
        try (ScratchFolder folder = ScratchFolder.of("bssfp-sample-")) {
            Map<String, String> texts = new HashMap<>();
            for (Map.Entry<String, String> file : SAMPLE.entrySet()) {
                Path path = folder.path().resolve(file.getValue());
                OpenSampleBrain.copy(file.getValue(), path);
                texts.put(file.getKey(), path.toString());
            }
            Read read = new TruthMaps(texts, progress).read();
            return new Read(read.volume, List.of("The truth is that of the sample brain."), List.of(), read.geometry);
        }
    }

    /**
     * The maps that were given.
     *
     * @param texts titles or paths by key; blank where nothing was given
     * @throws IllegalArgumentException if one is missing, lies on another grid or holds what it cannot hold
     */
    static Read of(Map<String, String> texts, Progress progress) throws IOException {
        return new TruthMaps(texts, progress).read();
    }

    private Read read() throws IOException {
        TissueMaps times = TissueMaps.load("trutht1", texts.get("trutht1"), "trutht2", texts.get("trutht2"), progress);
        notes.addAll(times.notes());
        SourceImage first = times.images().get(0);
        for (SourceImage image : times.images()) {
            inputs.addAll(image.inputs(progress));
        }
        LoadLog log = new LoadLog();
        grid = SeriesGrid.of(first);
        NiftiGeometry geometry = grid.geometry(first, log);
        VolumeGrid voxels = geometry.grid(first.volume(first.values()).dimensionsAsLongArray());
        notes.addAll(log.notes());
        notes.addAll(log.warnings());
        float[] m0 = map("truthm0", voxels, 1);
        float[] offResonanceHz = map("truthb0", voxels, 0);
        float[] b1Ratio = map("truthb1", voxels, 1);
        boolean[] inside = Mask.of(map("mask", voxels, 1)).inside();
        for (int i = 0; i < inside.length; i++) {
            inside[i] = inside[i]
                    && times.t2Ms()[i] > 0
                    && times.t1Ms()[i] >= times.t2Ms()[i]
                    && times.t1Ms()[i] < Float.POSITIVE_INFINITY
                    && m0[i] > 0
                    && b1Ratio[i] > 0;
            offResonanceHz[i] = Float.isFinite(offResonanceHz[i]) ? offResonanceHz[i] : 0;
        }
        Mask mask = new Mask(inside);
        require("truthm0", m0, mask, M0, "M0 about 1, to which the SNR refers; divide the map by its value in tissue");
        require("truthb1", b1Ratio, mask, B1_RATIO, "actual over nominal flip angle");
        PhantomTruth volume = new PhantomTruth(
                voxels,
                times.t1Ms(),
                times.t2Ms(),
                m0,
                offResonanceHz,
                b1Ratio,
                mask,
                List.of(),
                new int[inside.length]);
        return new Read(labelled(volume), notes, inputs, geometry);
    }

    private float[] map(String key, VolumeGrid voxels, float otherwise) throws IOException {
        String text = texts.getOrDefault(key, "");
        if (text.isBlank()) {
            float[] same = new float[voxels.voxels()];
            Arrays.fill(same, otherwise);
            return same;
        }
        VolumeOnGrid read = VolumeOnGrid.read(key, text, grid, progress);
        notes.addAll(read.notes());
        inputs.addAll(read.inputs());
        return read.values();
    }

    private void require(String key, float[] values, Mask mask, Range range, String expected) {
        double median = SortedSamples.finite(IntStream.of(mask.voxels())
                        .mapToDouble(voxel -> values[voxel])
                        .toArray())
                .median();
        if (median < range.min() || median > range.max()) {
            throw new IllegalArgumentException(key + " must be " + expected + ", but its median is "
                    + TypedNumber.show(median) + ": " + texts.get(key) + ".");
        }
    }

    /** Divided into tissues by an image of labels, where one was given. */
    private PhantomTruth labelled(PhantomTruth volume) throws IOException {
        if (texts.getOrDefault("labels", "").isBlank()) {
            return volume;
        }
        float[] values = map("labels", volume.grid(), 0);
        int[] numbers = IntStream.of(volume.mask().voxels())
                .map(voxel -> Math.round(values[voxel]))
                .filter(number -> number > 0)
                .distinct()
                .sorted()
                .toArray();
        boolean whole =
                IntStream.of(volume.mask().voxels()).allMatch(voxel -> values[voxel] == Math.rint(values[voxel]));
        if (numbers.length == 0 || numbers.length > MOST_LABELS || !whole) {
            throw new IllegalArgumentException("labels must be an image of whole numbers, 1 to " + MOST_LABELS
                    + " different ones above 0, but " + texts.get("labels") + " has "
                    + (whole ? numbers.length + " different ones" : "others") + " where there is tissue.");
        }
        int[] tissue = new int[values.length];
        for (int voxel : volume.mask().voxels()) {
            tissue[voxel] = Math.max(0, Arrays.binarySearch(numbers, Math.round(values[voxel])) + 1);
        }
        return volume.divided(
                IntStream.of(numbers).mapToObj(number -> "label " + number).toList(), tissue);
    }
}

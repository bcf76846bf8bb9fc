package org.relaxometry.bssfp.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.imglib2.IterableInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** Studies of simulated subjects: the same files for the same seed and what is true beside them. */
class MakeSampleStudyTest {

    private static final String SERIES = "sub-03/anat/sub-03_part-%s_bssfp.nii.gz";
    private static final String TRUTH = "derivatives/truth/sub-03/anat/sub-03_";

    @TempDir
    Path folder;

    @Test
    void theSameSeedMakesTheSameFilesAndAnotherOneOthers() throws IOException {
        Map<String, String> first = contents(make("a", "subjects=3", "slices=7-8", "sessions=2", "cycles=4"));
        assertThat(contents(make("b", "subjects=3", "slices=7-8", "sessions=2", "cycles=4")))
                .isEqualTo(first)
                .containsKeys("dataset_description.json", "participants.tsv", "LICENSE", ".bidsignore")
                .hasSize(6 + 2 + 3 * 2 * (4 + 2 + 6));
        Map<String, String> other = contents(make("c", "subjects=3", "slices=7-8", "sessions=2", "cycles=4", "seed=2"));
        assertThat(other.keySet()).isEqualTo(first.keySet());
        String series = "sub-01/ses-%d/anat/sub-01_ses-%d_part-mag_bssfp.nii.gz";
        assertThat(other.get(series.formatted(1, 1))).isNotEqualTo(first.get(series.formatted(1, 1)));
        assertThat(first.get(series.formatted(1, 1))).isNotEqualTo(first.get(series.formatted(2, 2)));
    }

    @Test
    void aSubjectIsTheSameInALargerStudyAndInFilesPerCycle() throws IOException {
        Path four = make("four", "subjects=3", "slices=7-8", "cycles=4, 3, 6");
        Path nine = make("nine", "subjects=4", "slices=7-8", "cycles=4, 3, 6", "layout=file per cycle");
        for (String part : List.of("mag", "phase")) {
            float[] together = values(four.resolve(SERIES.formatted(part)));
            int size = together.length / 6;
            for (int j = 0; j < 6; j++) {
                String cycle = "sub-03/anat/sub-03_acq-pc0%d_part-%s_bssfp.nii.gz".formatted(j + 1, part);
                assertThat(values(nine.resolve(cycle)))
                        .isEqualTo(Arrays.copyOfRange(together, j * size, (j + 1) * size));
            }
        }
        assertThat(nine.resolve("sub-03/anat/sub-03_acq-pc02_part-mag_bssfp.json"))
                .content()
                .contains("\"PhaseIncrement_deg\": 90.0");
        assertThat(four.resolve("sub-02/anat/sub-02_part-mag_bssfp.json"))
                .content()
                .contains("\"NumberOfPhaseCycles\": 3", "\"RepetitionTimeExcitation\": 0.0048");
    }

    /** The medians of a tissue, by maximum likelihood. */
    @Test
    void mapsOfAPatientAreThoseOfItsTruthInEveryTissue() throws IOException {
        Path study = make("study", "subjects=3", "slices=6-9");
        Path maps = folder.resolve("maps");
        assertThat(Launcher.launch(new String[] {
                    "map",
                    "magnitude=" + study.resolve(SERIES.formatted("mag")),
                    "phase=" + study.resolve(SERIES.formatted("phase")),
                    "b1=" + study.resolve("sub-03/fmap/sub-03_TB1map.nii.gz"),
                    "output=" + maps
                }))
                .isZero();
        float[] labels = values(study.resolve(TRUTH + "dseg.nii.gz"));
        for (String map : List.of("T1map", "T2map")) {
            float[] truth = values(study.resolve(TRUTH + map + ".nii.gz"));
            float[] found = values(maps.resolve(map + ".nii.gz"));
            for (int label = 1; label <= 4; label++) {
                double trueMedian = median(truth, labels, label);
                assertThat(median(found, labels, label) / trueMedian)
                        .as("%s of label %d, %s s", map, label, trueMedian)
                        .isBetween(0.95, 1.05);
            }
        }
        // lesions have 1.4 times the T1 of the white matter around
        float[] t1 = values(study.resolve(TRUTH + "T1map.nii.gz"));
        assertThat(median(t1, labels, 4) / median(t1, labels, 1)).isBetween(1.35, 1.45);
        assertThat(study.resolve("participants.tsv")).content().contains("patient");
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Files.createDirectory(folder.resolve("study"));
        assertThat(contents(make("study", "subjects=1", "slices=7-7", "cycles=3")))
                .containsKey("README");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    private Path make(String name, String... keys) {
        Path study = folder.resolve(name);
        String[] call = Stream.concat(Stream.of("samplestudy", "output=" + study), Stream.of(keys))
                .toArray(String[]::new);
        assertThat(Launcher.launch(call)).isZero();
        return study;
    }

    private static Map<String, String> contents(Path study) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(study)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    contents.put(
                            study.relativize(file).toString().replace('\\', '/'),
                            Integer.toHexString(Arrays.hashCode(Files.readAllBytes(file))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return contents;
    }

    private static float[] values(Path file) throws IOException {
        IterableInterval<? extends RealType<?>> image =
                Views.flatIterable(NiftiReader.read(file, Progress.NONE).real());
        float[] values = new float[Math.toIntExact(image.size())];
        int i = 0;
        for (RealType<?> value : image) {
            values[i++] = value.getRealFloat();
        }
        return values;
    }

    private static double median(float[] values, float[] labels, int label) {
        List<Float> chosen = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label && Float.isFinite(values[i])) {
                chosen.add(values[i]);
            }
        }
        chosen.sort(null);
        return chosen.get(chosen.size() / 2);
    }
}

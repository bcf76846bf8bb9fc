package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.nifti.ComplexFile;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.NaturalOrder;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.ScalarVolume;

/** What is found in folders as dcm2niix writes them, and what is wrong with folders in which something is wrong. */
class SeriesScanTest {

    private static final ImportChoices NOTHING_TYPED = new ImportChoices("", "", "", "", "", "auto");

    private static BrainFiles brain;

    @TempDir
    Path folder;

    @BeforeAll
    static void readBrain() throws IOException {
        brain = new BrainFiles(3);
    }

    @Test
    void pairsAndOrderAreFound() throws IOException {
        brain.writeFolder(folder);
        ImportPlan plan = plan();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(plan.summary()).contains("12 cycles").contains("sorted by series number");
        assertThat(pairs(plan))
                .isEqualTo(IntStream.range(0, 12)
                        .mapToObj(cycle -> BrainFiles.name(false, cycle) + " + " + BrainFiles.name(true, cycle))
                        .toList());
    }

    @Test
    void incrementsThatNoFileStatesAreAssumedAndDoubtful() throws IOException {
        brain.writeFolder(folder);
        assertThat(plan().warnings())
                .singleElement()
                .asString()
                .startsWith("No file states the RF phase increments.")
                .contains("increments=");
        assertThat(plan().table().rows().get(0)).contains("15 (assumed)");
        assertThat(plan(typed("", "standard")).warnings()).isEmpty();
        assertThat(plan(typed("", "standard")).table().rows().get(0)).contains("15");
    }

    @Test
    void incrementsComeFromTheFilesOfTheImages() throws IOException {
        writeNumbered(cycle -> Map.of("PhaseIncrement_deg", 345 - 30 * cycle));
        ImportPlan plan = plan();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.assembly().protocol().phaseIncrementsDeg()).startsWith(345.0, 315.0);
    }

    @Test
    void incrementsComeFromAFileForAll() throws IOException {
        brain.writeFolder(folder);
        Files.writeString(
                folder.resolve("protocol.json"),
                "{\"PhaseIncrements_deg\": [0,30,60,90,120,150,180,210,240,270,300,330]}");
        assertThat(plan().warnings()).isEmpty();
        assertThat(plan().assembly().protocol().phaseIncrementsDeg()).startsWith(0.0, 30.0);
        assertThat(plan(typed("1-11", "")).problems())
                .containsExactly(
                        "'protocol.json' states 12 phase increments, but there are 11 cycles. Say which they are with"
                                + " increments=…, or increments=standard.");
    }

    @Test
    void aMissingHalfIsNamed() throws IOException {
        brain.writeFolder(folder);
        delete(BrainFiles.name(true, 3));
        delete(BrainFiles.name(false, 7));
        assertThat(plan().problems())
                .containsExactly(
                        "number 4: missing phase of '11_bssfp_pc04.nii'",
                        "number 8: missing magnitude of '20_bssfp_pc08_ph.nii'");
        assertThatThrownBy(() -> plan().require()).hasMessageContaining("missing phase of '11_bssfp_pc04.nii'");
    }

    @Test
    void aMissingCycleIsSeenWhereTheIncrementsAreStated() throws IOException {
        brain.writeFolder(folder);
        delete(BrainFiles.name(true, 3));
        delete(BrainFiles.name(false, 3));
        assertThat(plan(typed("", "15,45,75,105,135,165,195,225,255,285,315,345"))
                        .problems())
                .singleElement()
                .asString()
                .contains("11 phase cycles, but 12");
    }

    @Test
    void aDoubledHalfIsNamed() throws IOException {
        brain.writeFolder(folder);
        brain.writeNifti(folder.resolve("again/05_bssfp_pc01.nii"), false, 0, BrainFiles.json(false, 0));
        assertThat(plan().problems())
                .containsExactly(
                        "number 1: twice: '05_bssfp_pc01.nii' and 'again/05_bssfp_pc01.nii' are both the magnitude of"
                                + " series number 5");
    }

    @Test
    void aReconstructionOfTheSameCycleIsNamedByItsTime() throws IOException {
        brain.writeFolder(folder);
        for (boolean isPhase : new boolean[] {false, true}) {
            Map<String, Object> json = BrainFiles.json(isPhase, 2);
            json.put("SeriesNumber", isPhase ? 41 : 40);
            json.put("SeriesDescription", "bssfp_pc03_DIS3D");
            brain.writeNifti(folder.resolve(isPhase ? "41_pc03_dis_ph.nii" : "40_pc03_dis.nii"), isPhase, 2, json);
        }
        assertThat(plan().problems())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("number 3: twice") && problem.contains("acquisition time"));
    }

    @Test
    void equalContentUnderAnotherNumberIsRefused() throws IOException {
        brain.writeFolder(folder);
        brain.writeNifti(folder.resolve(BrainFiles.name(false, 5)), false, 4, BrainFiles.json(false, 5));
        assertThat(plan().problems())
                .containsExactly("number 6: twice: '13_bssfp_pc05.nii' and '15_bssfp_pc06.nii' hold the same values");
        assertThat(plan().table().rows().get(5).toString()).contains("hold the same values");
        assertThat(plan(typed("1-5,7-12", "")).problems()).isEmpty();
    }

    @Test
    void unequalMembersAreNamedWithWhatDiffers() throws IOException {
        brain.writeFolder(folder);
        change(false, 1, "RepetitionTime", 0.005);
        change(true, 2, "EchoTime", 0.0025);
        change(false, 3, "FlipAngle", 35);
        for (int cycle = 4; cycle < 8; cycle++) {
            change(true, cycle, "StudyInstanceUID", cycle == 6 ? "1.2.4" : "1.2.3");
        }
        new BrainFiles(2).writeNifti(folder.resolve(BrainFiles.name(false, 8)), false, 8, BrainFiles.json(false, 8));
        byte[] moved = Files.readAllBytes(folder.resolve(BrainFiles.name(true, 9)));
        moved[295] ^= 1;
        Files.write(folder.resolve(BrainFiles.name(true, 9)), moved);
        byte[] scaled = Files.readAllBytes(folder.resolve(BrainFiles.name(false, 10)));
        System.arraycopy(new byte[] {0, 0, 0, 0x40}, 0, scaled, 112, 4);
        Files.write(folder.resolve(BrainFiles.name(false, 10)), scaled);
        List<String> problems = plan().problems();
        assertThat(problems)
                .anyMatch(p -> p.startsWith("number 2: unequal: '07_bssfp_pc02.nii' has TR 5 ms, not 4.8 ms"))
                .anyMatch(p -> p.startsWith("number 3: unequal: '10_bssfp_pc03_ph.nii' has TE 2.5 ms, not 2.4 ms"))
                .anyMatch(p -> p.startsWith("number 4: unequal: '11_bssfp_pc04.nii' has flip angle 35°, not 15°"))
                .anyMatch(p -> p.startsWith("number 7: unequal: '18_bssfp_pc07_ph.nii' has examination 1.2.4, not"))
                .anyMatch(p -> p.startsWith("number 9: unequal: '21_bssfp_pc09.nii' has size 64 × 64 × 2 voxels"))
                .anyMatch(p -> p.startsWith("number 10: unequal: '24_bssfp_pc10_ph.nii' has position in space"))
                .anyMatch(p -> p.startsWith(
                        "number 11: unequal: '25_bssfp_pc11.nii' has scaling slope 2 and intercept 0, not"));
    }

    @Test
    void theTimeBetweenExcitationsIsTr() throws IOException {
        brain.writeFolder(folder);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                Map<String, Object> json = BrainFiles.json(isPhase, cycle);
                json.putAll(Map.of("RepetitionTime", 10, "RepetitionTimeExcitation", 0.0048));
                BrainFiles.writeJson(folder.resolve(BrainFiles.name(isPhase, cycle)), json);
            }
        }
        assertThat(plan().protocol().orElseThrow().repetitionTimeMs()).isEqualTo(4.8);
        LoadedSeries series = SeriesImport.read(plan(), Progress.NONE);
        assertThat(series.notes())
                .anyMatch(note -> note.contains("RepetitionTime, 10000 ms, is taken for the time between volumes"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 4.8, 10})
    void aTimeThatNoExcitationHasIsRefusedWithTheWayOut(double seconds) throws IOException {
        brain.writeFolder(folder);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            change(false, cycle, "RepetitionTime", seconds);
            change(true, cycle, "RepetitionTime", seconds);
        }
        assertThat(plan().problems())
                .singleElement()
                .asString()
                .contains("time between volumes", "RepetitionTimeExcitation", "tr=");
        assertThat(plan(new ImportChoices("", "", "4.8", "", "", "auto")).problems())
                .isEmpty();
        assertThat(plan(new ImportChoices("", "", "700", "", "", "auto")).problems())
                .singleElement()
                .asString()
                .contains("time between volumes");
    }

    @Test
    void everyFileMayHaveAScalingOfItsOwn() throws IOException {
        brain.writeFolder(folder.resolve("plain"));
        brain.writeFolder(folder.resolve("scaled"));
        for (int cycle = 0; cycle < 12; cycle++) {
            rescale(folder.resolve("scaled").resolve(BrainFiles.name(false, cycle)), 1 + cycle % 3);
            rescale(folder.resolve("scaled").resolve(BrainFiles.name(true, cycle)), 1 + cycle % 2);
        }
        ComplexImages plain = imported("plain");
        ComplexImages scaled = imported("scaled");
        assertThat(ScalarVolume.values(scaled.first())).isEqualTo(ScalarVolume.values(plain.first()));
        assertThat(ScalarVolume.values(scaled.second())).isEqualTo(ScalarVolume.values(plain.second()));
    }

    /** The same values from stored integers that are 2 to the power of {@code bits} larger. */
    private static void rescale(Path file, int bits) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float slope = bytes.getFloat(112) == 0 ? 1 : bytes.getFloat(112);
        bytes.putFloat(112, slope / (1 << bits));
        for (int i = (int) bytes.getFloat(108); i < bytes.limit(); i += 2) {
            assertThat(bytes.getShort(i)).isBetween((short) 0, (short) (Short.MAX_VALUE >> bits));
            bytes.putShort(i, (short) (bytes.getShort(i) << bits));
        }
        Files.write(file, bytes.array());
    }

    private ComplexImages imported(String name) throws IOException {
        ImportPlan plan =
                SeriesScan.scan(folder.resolve(name).toString(), Progress.NONE).plan(typed("", "standard"));
        return SeriesImport.read(plan, Progress.NONE).series().images();
    }

    @Test
    void namesAndNumbersThatDisagreeAreDoubtfulAndSettledByTheOrder() throws IOException {
        brain.writeFolder(folder);
        swapNumbers(2, 6);
        ImportPlan plan = plan();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts())
                .contains("number 3: place 3 by series number, but 7 by name")
                .contains("number 7: place 7 by series number, but 3 by name");
        assertThatThrownBy(plan::require)
                .hasMessageContaining("order=1-12")
                .hasMessageContaining("place 3 by series number");
        ImportPlan settled = plan(typed("1,2,7,4-6,3,8-12", ""));
        settled.require();
        assertThat(pairs(settled).get(2)).isEqualTo("09_bssfp_pc03.nii + 10_bssfp_pc03_ph.nii");
        assertThat(settled.warnings())
                .anyMatch(warning -> warning.contains("Taken as stated with order=1,2,7,4-6,3,8-12"));
    }

    @Test
    void shuffledNamesAreDoubtful() throws IOException {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
        Collections.shuffle(order, new Random(1));
        for (int cycle = 0; cycle < 12; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                String name = BrainFiles.name(isPhase, order.get(cycle));
                brain.writeNifti(folder.resolve(name), isPhase, cycle, BrainFiles.json(isPhase, cycle));
            }
        }
        ImportPlan plan = plan();
        assertThat(plan.doubts()).hasSizeGreaterThan(6);
        assertThat(plan.chosen())
                .extracting(cycle -> cycle.first().facts().description())
                .as("in the order of the series' numbers")
                .isSorted();
    }

    @Test
    void halvesAreNotPairedByNumberWhereTheirNamesSayOtherwise() throws IOException {
        brain.writeFolder(folder);
        change(true, 2, "SeriesNumber", BrainFiles.json(true, 3).get("SeriesNumber"));
        change(true, 3, "SeriesNumber", BrainFiles.json(true, 2).get("SeriesNumber"));
        ImportPlan plan = plan();
        assertThat(pairs(plan).get(2)).isEqualTo("09_bssfp_pc03.nii + 10_bssfp_pc03_ph.nii");
        assertThat(plan.doubts())
                .contains(
                        "number 3: phase '10_bssfp_pc03_ph.nii' by name, but '12_bssfp_pc04_ph.nii' by series number");
    }

    @Test
    void foldersOfEachKindAndFilesWithoutJsonArePaired() throws IOException {
        for (int cycle = 0; cycle < 4; cycle++) {
            brain.writeNifti(folder.resolve("mag/pc" + (cycle + 8) + ".nii"), false, cycle, Map.of());
            brain.writeNifti(folder.resolve("phase/pc" + (cycle + 8) + ".nii"), true, cycle, Map.of());
        }
        ImportPlan plan = plan(new ImportChoices("", "standard", "4.8", "2.4", "15", "auto"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(pairs(plan)).startsWith("mag/pc8.nii + phase/pc8.nii").endsWith("mag/pc11.nii + phase/pc11.nii");
        assertThat(plan(NOTHING_TYPED).problems()).singleElement().asString().contains("tr=", "te=", "flip=");
    }

    @Test
    void otherImagesOfTheExaminationAreNamedAndLeftOutByTheOrder() throws IOException {
        brain.writeFolder(folder);
        Map<String, Object> json = BrainFiles.json(false, 0);
        json.putAll(Map.of("SeriesNumber", 2, "SeriesDescription", "localizer", "RepetitionTime", 2.3));
        json.put("AcquisitionTime", "11:00:00.000000");
        brain.writeNifti(folder.resolve("02_localizer.nii"), false, 0, json);
        Files.writeString(folder.resolve("30_broken.nii"), "nothing");
        assertThat(plan().problems())
                .contains("number 1: missing phase of '02_localizer.nii'")
                .anyMatch(problem -> problem.contains("30_broken.nii") && problem.contains("not a NIfTI file"));
        ImportPlan chosen = plan(typed("2-13", ""));
        assertThat(chosen.problems()).isEmpty();
        assertThat(chosen.warnings()).anyMatch(warning -> warning.contains("30_broken.nii"));
        assertThat(chosen.chosen()).hasSize(12);
    }

    @Test
    void aCycleThatWasScannedAgainIsDoubtful() throws IOException {
        brain.writeFolder(folder);
        for (boolean isPhase : new boolean[] {false, true}) {
            Map<String, Object> json = BrainFiles.json(isPhase, 4);
            json.putAll(Map.of("SeriesNumber", isPhase ? 31 : 30, "AcquisitionTime", "13:00:00.0"));
            brain.writeNifti(folder.resolve(isPhase ? "31_bssfp_pc05_ph.nii" : "30_bssfp_pc05.nii"), isPhase, 5, json);
            changeAVoxel(folder.resolve(isPhase ? "31_bssfp_pc05_ph.nii" : "30_bssfp_pc05.nii"));
        }
        ImportPlan plan = plan();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts())
                .contains(
                        "number 5: perhaps twice: '30_bssfp_pc05.nii' has the same description, bssfp_pc05",
                        "number 13: perhaps twice: '13_bssfp_pc05.nii' has the same description, bssfp_pc05");
    }

    @Test
    void cyclesOfTheSameIncrementAreNamed() throws IOException {
        writeNumbered(cycle -> Map.of("PhaseIncrement_deg", cycle == 6 ? 375 : 15 + 30 * cycle));
        assertThat(plan().problems()).containsExactly("twice: numbers 1 and 7 are both the cycle of increment 375°");
    }

    @Test
    void oneFileOfFourDimensionsHasAllCycles() throws IOException {
        brain.writeFolder(folder.resolve("single"));
        for (String half : List.of("", "_ph")) {
            BrainFiles.stack(
                    IntStream.range(0, 12)
                            .mapToObj(
                                    cycle -> folder.resolve("single").resolve(BrainFiles.name(!half.isEmpty(), cycle)))
                            .toList(),
                    folder.resolve("all" + half + ".nii"));
        }
        Map<String, Object> json = BrainFiles.json(false, 0);
        json.put(
                "PhaseIncrements_rad",
                IntStream.range(0, 12).mapToObj(cycle -> cycle * Math.PI / 6).toList());
        BrainFiles.writeJson(folder.resolve("all.nii"), json);
        ImportPlan plan = SeriesScan.scan(folder.resolve("all.nii").toString(), Progress.NONE)
                .plan(NOTHING_TYPED);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(pairs(plan)).hasSize(12).startsWith("all.nii, volume 1 + all_ph.nii, volume 1");
        assertThat(plan.assembly().protocol().phaseIncrementsDeg()).startsWith(0.0, 30.0);
    }

    @Test
    void complexFilesAreTheirOwnPartners() throws IOException {
        for (int cycle = 0; cycle < 3; cycle++) {
            float[] real = {3, -2, 0, 1};
            float[] imaginary = {4, 0, -5, cycle};
            ComplexFile.write(
                    folder.resolve("pc" + cycle + ".nii"),
                    ArrayImgs.floats(real, 2, 2, 1),
                    ArrayImgs.floats(imaginary, 2, 2, 1),
                    NiftiGeometry.ofVoxelSize(1, 1, 1));
        }
        ImportPlan plan = plan(new ImportChoices("", "standard", "4.8", "2.4", "15", "auto"));
        assertThat(plan.problems()).isEmpty();
        FoundCycle first = plan.chosen().get(0);
        assertThat(StoredValues.of(first.magnitude().orElseThrow().image())[0][0])
                .containsExactly(5, 2, 5, 1);
        assertThat(StoredValues.of(first.phase().orElseThrow().image())[0][0])
                .containsExactly((float) Math.atan2(4, 3), (float) Math.PI, (float) (-Math.PI / 2), 0);
    }

    @Test
    void realAndImaginaryPartsBesideCompleteMagnitudesAndPhasesAreIgnoredWhichIsSaidOnce() throws IOException {
        brain.writeFolder(folder);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            writePart("_real", cycle, Map.of("ImageType", List.of("ORIGINAL", "PRIMARY", "REAL")));
            writePart("_imaginary", cycle, Map.of("ImageType", List.of("ORIGINAL", "PRIMARY", "IMAGINARY")));
        }
        ImportPlan plan = plan();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(pairs(plan)).hasSize(12).startsWith("05_bssfp_pc01.nii + 06_bssfp_pc01_ph.nii");
        assertThat(plan.notes())
                .containsExactly("The cycles are taken from magnitude and phase; 24 images of real and imaginary part"
                        + " are ignored, such as '05_bssfp_pc01_real.nii'.");
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void realAndImaginaryPartsAreImportedAsPairs(boolean withJson, boolean withMagnitudes) throws IOException {
        for (int cycle = 0; cycle < 4; cycle++) {
            writePart(
                    "_real", cycle, withJson ? Map.of("ImageType", List.of("ORIGINAL", "PRIMARY", "REAL")) : Map.of());
            writePart(
                    "_imaginary",
                    cycle,
                    withJson ? Map.of("ImageType", List.of("ORIGINAL", "PRIMARY", "IMAGINARY")) : Map.of());
            if (withMagnitudes) {
                writePart("", cycle, Map.of());
            }
        }
        ImportPlan plan = plan(new ImportChoices("", "standard", "4.8", "2.4", "15", "auto"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(pairs(plan)).hasSize(4).startsWith("05_bssfp_pc01_real.nii + 05_bssfp_pc01_imaginary.nii");
        assertThat(plan.notes()).hasSize(withMagnitudes ? 1 : 0);
        ComplexImages complex = SeriesImport.read(plan, Progress.NONE).series().images();
        assertThat(complex.form()).isEqualTo(ComplexImages.Form.REAL_IMAGINARY);
        assertThat(plan.sources().get(1)).containsKeys("Real", "Imaginary").doesNotContainKey("Phase");
        Files.delete(folder.resolve("09_bssfp_pc03_imaginary.nii"));
        assertThat(plan(new ImportChoices("", "standard", "4.8", "2.4", "15", "auto"))
                        .problems())
                .contains("number 3: missing imaginary part of '09_bssfp_pc03_real.nii'");
    }

    /** A part of small numbers of both signs, named as dcm2niix names those of GE. */
    private void writePart(String ending, int cycle, Map<String, Object> type) throws IOException {
        float[] values = new float[64];
        Random random = new Random(cycle * 31L + ending.hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = ending.isEmpty() ? random.nextInt(1000) : random.nextInt(2000) - 1000;
        }
        Path file = folder.resolve(String.format("%02d_bssfp_pc%02d%s.nii", 5 + 2 * cycle, cycle + 1, ending));
        NiftiWriter.write(
                file, ArrayImgs.floats(values, 4, 4, 4), NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
        if (!type.isEmpty()) {
            Map<String, Object> json = BrainFiles.json(false, cycle);
            json.putAll(type);
            BrainFiles.writeJson(file, json);
        }
    }

    @Test
    void theImageTypeCountsBeforeTheNameWithoutADoubt() throws IOException {
        brain.writeFolder(folder);
        Path odd = folder.resolve("07_bssfp_pc02_ph.nii");
        brain.writeNifti(odd, false, 1, BrainFiles.json(false, 1));
        delete(BrainFiles.name(false, 1));
        assertThat(plan().doubts()).isEmpty();
        assertThat(pairs(plan()).get(1)).isEqualTo("07_bssfp_pc02_ph.nii + 08_bssfp_pc02_ph.nii");
    }

    /** Without JSON files: in what the names of two halves may differ. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%1$d_bssfp_phase_%3$03d | %2$d_bssfp_phase_%3$03d_ph",
                "%1$d_bssfp_phase_%3$03d_mag | %2$d_bssfp_phase_%3$03d_phase",
                "bssfp_mag_phase_%3$03d | bssfp_phase_phase_%3$03d",
                "phase_cycled_%3$d_mag | phase_cycled_%3$d_phase",
                "phase_cycled_%3$d | phase_cycled_%3$d_ph",
                "pc%3$d/mag | pc%3$d/phase",
                "mag%3$d | phase%3$d",
                "mag_phasecycle%3$d | phase_phasecycle%3$d",
                "bssfp%3$d_mag | bssfp%3$d_pha",
                "bssfp%3$d | bssfp%3$d_phs",
                "bssfpmag%3$d | bssfpphase%3$d",
                "pc%3$dmag | pc%3$dph",
                "bssfpMag_%3$d | bssfpPhase_%3$d",
                "bssfp_%3$d_M | bssfp_%3$d_P",
                "magnitude/pc%3$d | phase/pc%3$d",
                "phasecycled_mag/pc%3$d | phasecycled_phase/pc%3$d",
                "sub-01_acq-pc%3$d_part-mag_bssfp | sub-01_acq-pc%3$d_part-phase_bssfp",
            })
    void halvesAreToldByTheDifferenceOfTheirNames(String magnitude, String phase) throws IOException {
        List<String> expected = new ArrayList<>();
        for (int cycle = 0; cycle < 4; cycle++) {
            List<String> names = new ArrayList<>();
            for (String form : List.of(magnitude, phase)) {
                String name = String.format(form.strip(), 5 + 2 * cycle, 6 + 2 * cycle, 45 + 90 * cycle) + ".nii";
                brain.writeNifti(folder.resolve(name), form.equals(phase), cycle, Map.of());
                names.add(name);
            }
            expected.add(String.join(" + ", names));
        }
        ImportPlan plan = plan(new ImportChoices("", "standard", "4.8", "2.4", "15", "auto"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(pairs(plan)).isEqualTo(expected);
    }

    @Test
    void oneFileOfEachHalfIsAPair() throws IOException {
        brain.writeNifti(folder.resolve("mag.nii"), false, 1, Map.of());
        brain.writeNifti(folder.resolve("phase.nii"), true, 1, Map.of());
        assertThat(pairs(plan())).containsExactly("mag.nii + phase.nii");
    }

    @Test
    void aNameWithoutAPartnerIsReadByItsLastWord() throws IOException {
        brain.writeNifti(folder.resolve("phase_cycled_mag.nii"), false, 1, Map.of());
        brain.writeNifti(folder.resolve("real_phase.nii"), true, 1, Map.of());
        brain.writeNifti(folder.resolve("montreal.nii"), false, 2, Map.of());
        assertThat(plan().chosen())
                .extracting(cycle ->
                        cycle.first().name() + " " + cycle.first().image().kind())
                .containsExactlyInAnyOrder(
                        "montreal.nii MAGNITUDE", "phase_cycled_mag.nii MAGNITUDE", "real_phase.nii PHASE");
    }

    @Test
    void tooFewAndTooManyCyclesAreRefused() throws IOException {
        brain.writeFolder(folder);
        assertThat(plan(typed("1,2", "")).problems())
                .singleElement()
                .asString()
                .contains("There are 2 cycles. Expected 3 to 16");
        for (int more = 0; more < 5; more++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                Map<String, Object> json = BrainFiles.json(isPhase, more);
                json.put("SeriesNumber", 50 + 2 * more + (isPhase ? 1 : 0));
                json.put("AcquisitionTime", "13:0" + more + ":00.0");
                brain.writeNifti(folder.resolve("more_" + more + (isPhase ? "_ph.nii" : ".nii")), isPhase, more, json);
                changeAVoxel(folder.resolve("more_" + more + (isPhase ? "_ph.nii" : ".nii")));
            }
        }
        assertThat(plan().problems()).singleElement().asString().contains("There are 17 cycles");
    }

    @Test
    void ordersThatCannotBeMeantAreRefused() throws IOException {
        brain.writeFolder(folder);
        for (String order : List.of("0-3", "1-13", "1,2,2", "first", "1,,2", "1-3,2")) {
            assertThatThrownBy(() -> plan(typed(order, "")))
                    .as(order)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("order ");
        }
        assertThat(pairs(plan(typed("12-1", ""))).get(0)).startsWith("27_bssfp_pc12.nii");
        assertThat(plan(typed("3 2 1", "")).chosen()).hasSize(3);
    }

    @Test
    void placesWithoutImagesAreRefused() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "nothing");
        assertThatThrownBy(this::plan).hasMessageContaining("There is no NIfTI or DICOM image");
        assertThatThrownBy(() -> SeriesScan.scan(folder.resolve("nowhere").toString(), Progress.NONE))
                .hasMessageContaining("there is no folder or file");
        assertThatThrownBy(() -> SeriesScan.scan(folder.resolve("notes.txt").toString(), Progress.NONE))
                .hasMessageContaining("not a NIfTI file");
    }

    @Test
    void numbersInNamesCountBySize() {
        assertThat(List.of("pc10", "pc2", "PC1", "pc2_b", "b").stream().sorted(new NaturalOrder()))
                .containsExactly("b", "PC1", "pc2", "pc2_b", "pc10");
    }

    private ImportPlan plan() throws IOException {
        return plan(NOTHING_TYPED);
    }

    private ImportPlan plan(ImportChoices choices) throws IOException {
        return SeriesScan.scan(folder.toString(), Progress.NONE).plan(choices);
    }

    private static ImportChoices typed(String order, String increments) {
        return new ImportChoices(order, increments, "", "", "", "auto");
    }

    private static List<String> pairs(ImportPlan plan) {
        return plan.chosen().stream()
                .map(cycle -> String.join(
                                " + ",
                                cycle.members().stream().map(Member::name).toList())
                        .replace('\\', '/'))
                .toList();
    }

    private void writeNumbered(IntFunction<Map<String, Object>> more) throws IOException {
        brain.writeFolder(folder);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            for (Map.Entry<String, Object> entry : more.apply(cycle).entrySet()) {
                change(false, cycle, entry.getKey(), entry.getValue());
            }
        }
    }

    private void swapNumbers(int one, int other) throws IOException {
        for (boolean isPhase : new boolean[] {false, true}) {
            for (String key : List.of("SeriesNumber", "AcquisitionTime")) {
                Map<String, Object> first = BrainFiles.json(isPhase, one);
                Map<String, Object> second = BrainFiles.json(isPhase, other);
                first.put("SeriesNumber", BrainFiles.json(isPhase, other).get("SeriesNumber"));
                first.put("AcquisitionTime", BrainFiles.json(isPhase, other).get("AcquisitionTime"));
                second.put("SeriesNumber", BrainFiles.json(isPhase, one).get("SeriesNumber"));
                second.put("AcquisitionTime", BrainFiles.json(isPhase, one).get("AcquisitionTime"));
                BrainFiles.writeJson(folder.resolve(BrainFiles.name(isPhase, one)), first);
                BrainFiles.writeJson(folder.resolve(BrainFiles.name(isPhase, other)), second);
            }
        }
    }

    private void change(boolean isPhase, int cycle, String key, Object value) throws IOException {
        Map<String, Object> json = BrainFiles.json(isPhase, cycle);
        json.put(key, value);
        BrainFiles.writeJson(folder.resolve(BrainFiles.name(isPhase, cycle)), json);
    }

    private static void changeAVoxel(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.write(file, bytes);
    }

    private void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
        Files.delete(folder.resolve(name.replace(".nii", ".json")));
    }
}

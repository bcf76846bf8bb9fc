package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.ComplexFile;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** A measured 4-cycle series, which may not be copied into the project: the convention of Eq. 1 is that of a real scanner. */
class MeasuredBottleTest {

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void needsTheData() {
        data = Needs.shared("data/measured");
    }

    @Test
    void isMappedAsStatedInBothFormsAlike() throws IOException {
        Map<String, String> complex = protocol();
        complex.put("complex", data.resolve("gas_phantom_sl50_complex64.nii.gz").toString());
        complex.put("output", folder.resolve("complex").toString());
        assertThat(run(complex)).isEmpty();
        assertThat(folder.resolve("complex/T1map.json")).content().contains("\"Verdict\": \"as stated\"");

        Map<String, String> polar = protocol();
        polar.put("magnitude", data.resolve("gas_phantom_sl50_mag.nii.gz").toString());
        polar.put("phase", data.resolve("gas_phantom_sl50_phase_rad.nii.gz").toString());
        polar.put("output", folder.resolve("polar").toString());
        assertThat(run(polar)).isEmpty();
        assertThat(folder.resolve("polar/T1map.json")).content().contains("\"Verdict\": \"as stated\"");
        assertThat(folder.resolve("polar/maps.png")).isNotEmptyFile();
    }

    @Test
    void aConjugatedCopyIsRefusedWithTheRightAdviceAndRepairedByIt() throws IOException {
        Path conjugated = conjugate(data.resolve("gas_phantom_sl50_complex64.nii.gz"));
        Map<String, String> keys = protocol();
        keys.put("complex", conjugated.toString());
        keys.put("output", folder.resolve("maps").toString());
        assertThat(run(keys)).hasValueSatisfying(message -> assertThat(message)
                .contains("Verdict: opposite", "convention=opposite", "other sign of ΔB0"));
        assertThat(folder.resolve("maps")).doesNotExist();

        for (String repair : new String[] {"opposite", "auto"}) {
            keys.put("convention", repair);
            keys.put("output", folder.resolve(repair).toString());
            assertThat(run(keys)).isEmpty();
            assertThat(folder.resolve(repair).resolve("T1map.json"))
                    .content()
                    .contains("\"Used\": \"opposite (data conjugated)\"");
        }
    }

    @Test
    void askingForTheOppositeOfWhatFitsIsRefused() {
        Map<String, String> keys = protocol();
        keys.put("complex", data.resolve("gas_phantom_sl50_complex64.nii.gz").toString());
        keys.put("convention", "opposite");
        keys.put("output", folder.resolve("maps").toString());
        assertThat(run(keys)).hasValueSatisfying(message -> assertThat(message).contains("as stated"));
    }

    /** TR, TE and flip angle of the source's simulations; those of the scan are not known. */
    private static Map<String, String> protocol() {
        return new LinkedHashMap<>(Map.of("tr", "4.2", "te", "2.1", "flip", "40", "increments", "0, 90, 180, 270"));
    }

    private static Optional<String> run(Map<String, String> keys) {
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, "map").run(keys);
        }
    }

    private Path conjugate(Path file) throws IOException {
        NiftiImage image = NiftiReader.read(file, Progress.NONE);
        Path copy = folder.resolve("conjugated.nii");
        ComplexFile.write(copy, times(image.real(), 1), times(image.imaginary(), -1), image.geometry());
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static <T extends RealType<T>> RandomAccessibleInterval<FloatType> times(
            RandomAccessibleInterval<?> image, float factor) {
        return Converters.convert(
                (RandomAccessibleInterval<T>) image, (in, out) -> out.set(in.getRealFloat() * factor), new FloatType());
    }
}

package org.relaxometry.bssfp.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.concurrent.Progress;

/**
 * Files of other programs, with unusual headers: small ones of {@code test-data/nifti}, written by Python's struct, and real ones beside
 * the repository, which may not be copied into it.
 */
class NiftiSharedFilesTest {

    private static final String READER_JS = "nifti/nifti_reader_js/";
    private static final String OURS = "test-data/nifti/";

    @TempDir
    Path folder;

    /**
     * Expected sums by Python's struct and numpy on the raw bytes: voxel i times (i modulo 1009 + 1), which notices a
     * wrong type, order, offset or sequence.
     */
    @ParameterizedTest
    @CsvSource({
        "test-data/nifti/both_forms_int16.nii.gz, INT16, 9 8 7 3, 8821211",
        "test-data/nifti/version_2_float64_big.nii.gz, FLOAT64, 6 5 4 2, -286.8650638013572",
        "test-data/nifti/five_dimensions_uint8.nii, UINT8, 4 3 2 1 5, 950870",
        "test-data/nifti/little_float32.nii.gz, FLOAT32, 8 8 5, 4282.074546855874",
        "test-data/nifti/big_float32.nii.gz, FLOAT32, 8 8 5, 4282.074546855874",
        "test-data/nifti/pair_float32.hdr.gz, FLOAT32, 8 8 5, 4282.074546855874",
        "test-data/nifti/pair_float32.img.gz, FLOAT32, 8 8 5, 4282.074546855874",
        "test-data/nifti/extension_uint8.nii.gz, UINT8, 7 6 5, 2773954",
        "test-data/nifti/complex64.nii.gz, COMPLEX64, 6 7 1 4, 280.5260062746238",
        "test-data/nifti/siemens_phase_int16.nii, INT16, 8 8 4, 65851581",
        "nifti/example4d.nii.gz, INT16, 128 96 24 2, 51475011278",
        "nifti/example_nifti2.nii.gz, INT16, 32 20 12 2, 3452343435",
        "nifti/nifti_reader_js/5D_small.nii, UINT8, 1 2 3 1 3, 18638",
        "nifti/nifti_reader_js/5D_zeros.nii.gz, UINT8, 256 256 170 1 3, 0",
        "nifti/nifti_reader_js/air.hdr.gz, FLOAT32, 79 67 64, 5753036073.770423",
        "nifti/nifti_reader_js/air2.img.gz, FLOAT32, 79 67 64, 5753036073.770423",
        "nifti/nifti_reader_js/avg152T1_LR_nifti.nii.gz, UINT8, 91 109 91, 37776526551",
        "nifti/nifti_reader_js/avg152T1_LR_nifti2.nii.gz, FLOAT32, 91 109 91, 37776526551",
        "nifti/nifti_reader_js/big.nii.gz, FLOAT32, 64 64 21, 5933641.371329747",
        "nifti/nifti_reader_js/little.nii.gz, FLOAT32, 64 64 21, 5933641.371329747",
        "nifti/nifti_reader_js/with_extension.nii.gz, UINT8, 161 191 151, 743708369",
        "dicom/dcm_qa_fmap_siemens/ref_dcm2niix/Si_2_gre_field_magph_e1.nii, INT16, 64 64 36, 72175846179",
        "dicom/dcm_qa_fmap_siemens/ref_dcm2niix/Si_2_gre_field_magph_e2.nii, INT16, 64 64 36, 69749942746",
        "dicom/dcm_qa_fmap_siemens/ref_dcm2niix/Si_3_gre_field_magph_e2_ph.nii, INT16, 64 64 36, 157162883224",
        "measured/gas_phantom_sl50_mag.nii.gz, FLOAT32, 152 256 1 4, 29352047800.181713",
        "measured/gas_phantom_sl50_phase_rad.nii.gz, FLOAT32, 152 256 1 4, -815101.0717432499",
        "measured/gas_phantom_sl50_complex64.nii.gz, COMPLEX64, 152 256 1 4, -5265834795.89579"
    })
    void readsEveryVoxel(String name, NiftiType type, String size, double sum) throws IOException {
        NiftiImage image = read(name);
        assertThat(image.header().type()).isEqualTo(type);
        assertThat(Arrays.stream(image.dimensions()).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(size);
        assertThat(weightedSum(image.real())).isCloseTo(sum, within(rounding(sum)));
    }

    @ParameterizedTest
    @CsvSource({
        "test-data/nifti/complex64.nii.gz, 1172.1132791060954",
        "measured/gas_phantom_sl50_complex64.nii.gz, 319517760.83991146"
    })
    void readsTheImaginaryPart(String name, double sum) throws IOException {
        assertThat(weightedSum(read(name).imaginary())).isCloseTo(sum, within(rounding(sum)));
    }

    /** numpy adds pairwise, the test in sequence: rounding of a million terms of both signs. */
    private static double rounding(double sum) {
        return 1e-9 * Math.abs(sum);
    }

    @ParameterizedTest
    @CsvSource({
        OURS + "big_float32.nii.gz, " + OURS + "little_float32.nii.gz",
        OURS + "pair_float32.hdr.gz, " + OURS + "little_float32.nii.gz",
        READER_JS + "big.nii.gz, " + READER_JS + "little.nii.gz",
        READER_JS + "avg152T1_LR_nifti.nii.gz, " + READER_JS + "avg152T1_LR_nifti2.nii.gz",
        READER_JS + "air.hdr.gz, " + READER_JS + "air2.hdr.gz",
        READER_JS + "air.img.gz, " + READER_JS + "air.hdr.gz"
    })
    void oneImageInTwoFormsIsEqual(String first, String second) throws IOException {
        requireEqual(read(first), read(second));
    }

    private static void requireEqual(NiftiImage first, NiftiImage second) {
        assertThat(first.geometry().sameGridAs(second.geometry(), 0)).isTrue();
        assertThat(first.dimensions()).isEqualTo(second.dimensions());
        Cursor<? extends RealType<?>> others = Views.flatIterable(second.real()).cursor();
        boolean equal = true;
        for (RealType<?> voxel : Views.flatIterable(first.real())) {
            equal &= voxel.getRealDouble() == others.next().getRealDouble();
        }
        assertThat(equal).isTrue();
    }

    @Test
    void affineOfOursIsThatOfTheHeader() throws IOException {
        assertThat(read(OURS + "version_2_float64_big.nii.gz").geometry().affine())
                .isDeepEqualTo(new double[][] {
                    {-2, 0.125, 0.25, 117.5}, {-0.125, 1.875, -0.375, -35.5}, {0.25, 0.3125, 2.125, -7.25}
                });
        // a qform alone: a half turn about y, qfac −1, voxels of 4 × 4 × 6 mm
        assertThat(read(OURS + "big_float32.nii.gz").geometry().affine())
                .isDeepEqualTo(new double[][] {{-4, 0, 0, 0}, {0, 4, 0, 0}, {0, 0, 6, 0}});
    }

    @Test
    void affineIsThatOfTheHeader() throws IOException {
        // srow_x, srow_y, srow_z by Python's struct
        assertThat(read("nifti/example_nifti2.nii.gz").geometry().affine()).isDeepEqualTo(new double[][] {
            {-2.0, 6.714715653593746e-19, 9.081024511081715e-18, 117.8551025390625},
            {-6.714715653593746e-19, 1.9737114906311035, -0.35552823543548584, -35.72294235229492},
            {8.25548088896093e-18, 0.3232076168060303, 2.171081781387329, -7.248798370361328}
        });
        // big.nii.gz has a qform alone: a half turn about y, qfac −1, voxels of 4 × 4 × 6 mm
        assertThat(read(READER_JS + "big.nii.gz").geometry().affine())
                .isDeepEqualTo(new double[][] {{-4, 0, 0, 0}, {0, 4, 0, 0}, {0, 0, 6, 0}});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OURS + "both_forms_int16.nii.gz",
                OURS + "siemens_phase_int16.nii",
                "nifti/example4d.nii.gz",
                "nifti/nifti_reader_js/with_extension.nii.gz",
                "dicom/dcm_qa_fmap_siemens/ref_dcm2niix/Si_2_gre_field_magph_e1.nii"
            })
    void quaternionGivesTheMatrixThatTheSameHeaderStates(String name) throws IOException {
        NiftiGeometry both = header(name).geometry();
        assertThat(both.qformCode()).isPositive();
        assertThat(both.sformCode()).isPositive();
        NiftiGeometry byQuaternion =
                new NiftiGeometry(both.units(), both.pixdim(), both.qformCode(), both.qform(), 0, both.sform());
        // both are stored as 32-bit floats: 1e-7 of lengths of order 1 to 10
        assertThat(byQuaternion.sameGridAs(both, 2e-6)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "test-data/nifti/siemens_phase_int16.nii, TE=2.4;phase=1",
        "dicom/dcm_qa_fmap_siemens/ref_dcm2niix/Si_3_gre_field_magph_e2_ph.nii, TE=7.7;Time=140136.320;phase=1;mb=2"
    })
    void siemensPhaseComesAsStoredWithItsScale(String name, String description) throws IOException {
        NiftiImage phase = read(name);
        assertThat(phase.slope()).isEqualTo(2);
        assertThat(phase.intercept()).isEqualTo(-4096);
        assertThat(phase.description()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS + "no_nifti.nii", READER_JS + "not-nifti.nii"})
    void refusesAFileThatIsNoNifti(String name) {
        Path file = present(name);
        assertThatThrownBy(() -> NiftiReader.readHeader(file))
                .isInstanceOf(NiftiException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining("is not a NIfTI file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OURS + "both_forms_int16.nii.gz",
                OURS + "version_2_float64_big.nii.gz",
                OURS + "pair_float32.hdr.gz",
                "nifti/example4d.nii.gz",
                "nifti/example_nifti2.nii.gz",
                "nifti/nifti_reader_js/5D_small.nii",
                "nifti/nifti_reader_js/air.hdr.gz",
                "nifti/nifti_reader_js/big.nii.gz",
                "measured/gas_phantom_sl50_mag.nii.gz"
            })
    void geometrySurvivesWritingAndText(String name) throws IOException {
        NiftiGeometry geometry = header(name).geometry();
        Path copy = folder.resolve("copy.nii");
        NiftiWriter.write(copy, ArrayImgs.floats(1, 1), geometry, "", false, Progress.NONE);
        assertThat(NiftiReader.readHeader(copy).geometry()).isEqualTo(geometry);
        assertThat(NiftiGeometry.fromText(geometry.toText())).isEqualTo(geometry);
    }

    private static double weightedSum(RandomAccessibleInterval<? extends RealType<?>> image) {
        double sum = 0;
        long i = 0;
        for (RealType<?> voxel : Views.flatIterable(image)) {
            sum += voxel.getRealDouble() * (i++ % 1009 + 1);
        }
        return sum;
    }

    private static NiftiImage read(String name) throws IOException {
        return NiftiReader.read(present(name), Progress.NONE);
    }

    private static NiftiHeader header(String name) throws IOException {
        return NiftiReader.readHeader(present(name));
    }

    private static Path present(String name) {
        return name.startsWith(OURS) ? Path.of(name) : Needs.shared("data/" + name);
    }
}

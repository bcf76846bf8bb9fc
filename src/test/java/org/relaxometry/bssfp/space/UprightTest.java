package org.relaxometry.bssfp.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UprightTest {

    /** Directions of columns and rows, and what stands left, right, on top and below. */
    @ParameterizedTest
    @CsvSource({
        // axial: to the right of the body and to the front, as templates are stored; as scanners store it
        " 1  0  0,  0  1  0,  true,  true, R, L, A, P",
        "-1  0  0,  0 -1  0, false, false, R, L, A, P",
        // coronal
        " 1  0  0,  0  0  1,  true,  true, R, L, H, F",
        "-1  0  0,  0  0 -1, false, false, R, L, H, F",
        // sagittal, seen from the left; the sample brain is stored so
        " 0 -1  0,  0  0  1, false,  true, A, P, H, F",
        " 0  1  0,  0  0 -1,  true, false, A, P, H, F",
        // oblique by 15 and by 30 degrees
        " .966 .259 0, -.259 .966 0,  true, true, R, L, A, P",
        " .866 .5 0,   -.5 .866 0,    true, true, RA, LP, AL, PR",
        // rows and columns are not exchanged: the letters say it
        " 0  1  0,  1  0  0,  true,  true, A, P, R, L",
    })
    void standsAsRadiologistsLookAtIt(
            String columns,
            String rows,
            boolean mirrorsX,
            boolean mirrorsY,
            String left,
            String right,
            String top,
            String bottom) {
        double[] x = numbers(columns);
        double[] y = numbers(rows);
        double[][] affine = new double[3][4];
        for (int i = 0; i < 3; i++) {
            affine[i] = new double[] {3 * x[i], 2 * y[i], 0, 50};
        }
        assertThat(Upright.of(affine)).isEqualTo(new Upright(mirrorsX, mirrorsY, left, right, top, bottom));
    }

    private static double[] numbers(String text) {
        String[] words = text.strip().split(" +");
        return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2])};
    }
}

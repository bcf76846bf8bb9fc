package org.relaxometry.bssfp.estimation.network;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Products of small matrices in float32, rows as arrays of their own.
 *
 * <p>The inner loops run along rows, and the JIT compiler turns them into vector instructions. In Java 17 it does so only for
 * small loop bodies on separate arrays, and not all of these keep their speed when it inlines them. Four rows by two and one by
 * four do; four by four, two by four, or rows that are parts of one array run at a fifth of the speed. Every element is summed
 * in the same order, whatever the other rows and columns.
 */
public final class MatrixProduct {

    /** Without the instruction {@link Math#fma} is computed in arbitrary precision, a thousand times slower. */
    private static final boolean FUSED = processorHasFusedMultiplyAdd();

    private MatrixProduct() {}

    /**
     * C = C + A B, or C + Aᵀ B.
     *
     * @param c [rows][columns or more]
     * @param a [rows][inner or more], or [inner or more][rows] where transposed
     * @param b [inner or more][columns or more]
     */
    public static void addTo(float[][] c, float[][] a, boolean transposed, float[][] b, int inner, int columns) {
        int rows = c.length;
        int m = 0;
        for (; m + 4 <= rows; m += 4) {
            int k = 0;
            for (; k + 2 <= inner; k += 2) {
                fourByTwo(c, m, a, transposed, b, k, columns);
            }
            for (int row = m; k < inner && row < m + 4; row++) {
                one(c[row], element(a, transposed, row, k), b[k], columns);
            }
        }
        for (; m < rows; m++) {
            int k = 0;
            for (; k + 4 <= inner; k += 4) {
                oneByFour(
                        c[m],
                        b[k],
                        b[k + 1],
                        b[k + 2],
                        b[k + 3],
                        columns,
                        element(a, transposed, m, k),
                        element(a, transposed, m, k + 1),
                        element(a, transposed, m, k + 2),
                        element(a, transposed, m, k + 3));
            }
            for (; k < inner; k++) {
                one(c[m], element(a, transposed, m, k), b[k], columns);
            }
        }
    }

    private static float element(float[][] a, boolean transposed, int row, int k) {
        return transposed ? a[k][row] : a[row][k];
    }

    private static void fourByTwo(
            float[][] c, int m, float[][] a, boolean transposed, float[][] b, int k, int columns) {
        if (transposed) {
            float[] x = a[k];
            float[] y = a[k + 1];
            loop(
                    c[m], c[m + 1], c[m + 2], c[m + 3], b[k], b[k + 1], columns, x[m], y[m], x[m + 1], y[m + 1],
                    x[m + 2], y[m + 2], x[m + 3], y[m + 3]);
        } else {
            float[] a0 = a[m];
            float[] a1 = a[m + 1];
            float[] a2 = a[m + 2];
            float[] a3 = a[m + 3];
            loop(
                    c[m], c[m + 1], c[m + 2], c[m + 3], b[k], b[k + 1], columns, a0[k], a0[k + 1], a1[k], a1[k + 1],
                    a2[k], a2[k + 1], a3[k], a3[k + 1]);
        }
    }

    private static void loop(
            float[] c0,
            float[] c1,
            float[] c2,
            float[] c3,
            float[] b0,
            float[] b1,
            int columns,
            float a00,
            float a01,
            float a10,
            float a11,
            float a20,
            float a21,
            float a30,
            float a31) {
        for (int j = 0; j < columns; j++) {
            float x = b0[j];
            float y = b1[j];
            c0[j] = multiplyAdd(a01, y, multiplyAdd(a00, x, c0[j]));
            c1[j] = multiplyAdd(a11, y, multiplyAdd(a10, x, c1[j]));
            c2[j] = multiplyAdd(a21, y, multiplyAdd(a20, x, c2[j]));
            c3[j] = multiplyAdd(a31, y, multiplyAdd(a30, x, c3[j]));
        }
    }

    private static void oneByFour(
            float[] c,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            int columns,
            float a0,
            float a1,
            float a2,
            float a3) {
        for (int j = 0; j < columns; j++) {
            c[j] = multiplyAdd(a3, b3[j], multiplyAdd(a2, b2[j], multiplyAdd(a1, b1[j], multiplyAdd(a0, b0[j], c[j]))));
        }
    }

    private static void one(float[] c, float factor, float[] b, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] = multiplyAdd(factor, b[j], c[j]);
        }
    }

    private static float multiplyAdd(float x, float y, float sum) {
        return FUSED ? Math.fma(x, y, sum) : x * y + sum;
    }

    private static boolean processorHasFusedMultiplyAdd() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine != null
                    && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException noSuchOption) {
            return false;
        }
    }
}

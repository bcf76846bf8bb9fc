package org.relaxometry.bssfp.space;

/**
 * How slices stand upright in the convention of radiology: seen from the feet, from the front or from the left, so that the right
 * of the body is on the left of the picture, its front on top or on the left, its head on top. Rows and columns are turned round
 * where that is needed, never exchanged: letters say what is where in any case.
 *
 * @param mirrorsX whether the last column of the array stands on the left
 * @param mirrorsY whether the last row of the array stands on top
 * @param left what is there: R, L, A, P, H or F for right, left, anterior, posterior, head and feet, and a second letter where the
 *     slice is oblique; empty where it is not known
 * @param right likewise
 * @param top likewise
 * @param bottom likewise
 */
public record Upright(boolean mirrorsX, boolean mirrorsY, String left, String right, String top, String bottom) {

    /** Of a volume that does not say how it lies: as it is stored. */
    public static final Upright AS_STORED = new Upright(false, false, "", "", "", "");

    /** Letters towards and away from x (right), y (front) and z (head). */
    private static final String TOWARDS = "RAH";

    private static final String AWAY = "LPF";

    /** The sine of 20°: less oblique slices go by the main letter. */
    private static final double OBLIQUE = 0.34;

    /**
     * Of the slices of an array, which columns and rows make up.
     *
     * @param affine [3][4] from indices to mm, x to the right of the body, y to its front, z to its head
     */
    public static Upright of(double[][] affine) {
        double[] right = direction(affine, 0);
        double[] down = direction(affine, 1);
        // to the left, the back or the feet
        boolean mirrorsX = right[main(right)] > 0;
        boolean mirrorsY = down[main(down)] > 0;
        double x = mirrorsX ? -1 : 1;
        double y = mirrorsY ? -1 : 1;
        return new Upright(
                mirrorsX, mirrorsY, letters(right, -x), letters(right, x), letters(down, -y), letters(down, y));
    }

    /** Whether it is known how the slices lie. */
    public boolean isKnown() {
        return !left.isEmpty();
    }

    /** Column of the array that stands at this place from the left. */
    public int column(int fromLeft, int width) {
        return mirrorsX ? width - 1 - fromLeft : fromLeft;
    }

    /** Row of the array that stands at this place from the top. */
    public int row(int fromTop, int height) {
        return mirrorsY ? height - 1 - fromTop : fromTop;
    }

    /** In words; empty where it is not known. */
    public String text() {
        return isKnown() ? "Left of the picture " + left + ", top " + top + " (radiological)." : "";
    }

    private static double[] direction(double[][] affine, int axis) {
        double length =
                Math.sqrt(Math.pow(affine[0][axis], 2) + Math.pow(affine[1][axis], 2) + Math.pow(affine[2][axis], 2));
        return new double[] {affine[0][axis] / length, affine[1][axis] / length, affine[2][axis] / length};
    }

    private static int main(double[] direction) {
        int main = 0;
        for (int axis = 1; axis < 3; axis++) {
            main = Math.abs(direction[axis]) > Math.abs(direction[main]) ? axis : main;
        }
        return main;
    }

    private static String letters(double[] direction, double sign) {
        int main = main(direction);
        double[] rest = direction.clone();
        rest[main] = 0;
        int second = main(rest);
        String first = letter(main, sign * direction[main]);
        return Math.abs(rest[second]) < OBLIQUE ? first : first + letter(second, sign * direction[second]);
    }

    private static String letter(int axis, double along) {
        return (along > 0 ? TOWARDS : AWAY).substring(axis, axis + 1);
    }
}

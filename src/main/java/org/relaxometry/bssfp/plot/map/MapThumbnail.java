package org.relaxometry.bssfp.plot.map;

import java.awt.image.BufferedImage;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.Upright;
import org.relaxometry.bssfp.space.VolumeGrid;

/** The middle slice of a map as a small picture, in colours that are the same for all maps of a quantity. */
public final class MapThumbnail {

    private static final int SIDE = 128;

    private MapThumbnail() {}

    /**
     * Draws it.
     *
     * @param parameter T1 or T2
     * @param planes [z][x + y · width], NaN where there is no value; what is infinite is drawn as the longest time
     * @param upright how the slices stand
     */
    public static BufferedImage render(Parameter parameter, float[][] planes, VolumeGrid grid, Upright upright) {
        // of no values: the decade of the brain, whatever this one has
        ParameterDisplay display = ParameterDisplay.of(parameter, new float[0][]);
        float[] plane = planes[SliceChoice.spread(planes, 1)[0]];
        int width = grid.nx();
        int height = grid.ny();
        double aspect = grid.dyMm() / grid.dxMm();
        double scale = SIDE / Math.max(width, height * aspect);
        BufferedImage picture = new BufferedImage(
                (int) Math.max(1, Math.rint(width * scale)),
                (int) Math.max(1, Math.rint(height * aspect * scale)),
                BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            int row = upright.row((int) ((y + 0.5) / picture.getHeight() * height), height);
            for (int x = 0; x < picture.getWidth(); x++) {
                int column = upright.column((int) ((x + 0.5) / picture.getWidth() * width), width);
                double value = plane[column + width * row];
                picture.setRGB(x, y, display.rgb(value == Double.POSITIVE_INFINITY ? Float.MAX_VALUE : value));
            }
        }
        return picture;
    }
}

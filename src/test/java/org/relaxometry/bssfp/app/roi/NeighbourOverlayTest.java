package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.adaptive.NeighbourWeights;

class NeighbourOverlayTest {

    private static final int WHITE = 255;
    private static final VolumeGrid GRID = new VolumeGrid(10, 8, 5, 1, 1, 1);
    private static final NeighbourWeights.Of NEIGHBOURS = new NeighbourWeights.Of(
            new int[] {GRID.index(4, 3, 2), GRID.index(5, 3, 2), GRID.index(4, 4, 3)}, new float[] {1, 0.5f, 0.25f}, 7);

    private static ImageRoi at(ImagePlus image, int index) {
        return (ImageRoi) image.getOverlay().get(index);
    }

    @Test
    void everySliceShowsItsPartOfTheNeighboursTheMoreOpaqueTheMoreTheyCount() {
        ImagePlus map = IJ.createImage("T1map", "32-bit", 10, 8, 5);
        NeighbourOverlay.lay(NEIGHBOURS, GRID, map);
        assertThat(map.getOverlay().size()).isEqualTo(2);
        assertThat(at(map, 0).getPosition()).isEqualTo(3);
        assertThat(at(map, 1).getPosition()).isEqualTo(4);
        assertThat(at(map, 0).getBounds()).isEqualTo(new Rectangle(4, 3, 2, 2));
        assertThat(shown(map, 0, 4, 3)).isLessThan(shown(map, 0, 5, 3));
        assertThat(shown(map, 0, 5, 3)).isLessThan(shown(map, 1, 4, 4));
        assertThat(shown(map, 1, 4, 4)).isLessThan(WHITE);
        assertThat(shown(map, 0, 5, 4)).isEqualTo(WHITE);
    }

    /** Red of a pixel of a white image with a slice of the overlay over it. */
    private static int shown(ImagePlus map, int index, int x, int y) {
        BufferedImage page = new BufferedImage(10, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 10, 8);
        at(map, index).drawOverlay(graphics);
        return page.getRGB(x, y) >> 16 & WHITE;
    }

    @Test
    void aSeriesShowsThemInEveryCycle() {
        ImagePlus series = IJ.createHyperStack("mag", 10, 8, 1, 5, 6, 32);
        NeighbourOverlay.lay(NEIGHBOURS, GRID, series);
        assertThat(at(series, 0).getZPosition()).isEqualTo(3);
        assertThat(at(series, 0).getTPosition()).isZero();
    }

    @Test
    void thoseOfAnotherVoxelTakeTheirPlaceAndWhatUsersDrewOrHidStays() {
        ImagePlus map = IJ.createImage("T1map", "32-bit", 10, 8, 5);
        Roi drawn = new Roi(1, 1, 2, 2);
        map.setOverlay(new Overlay(drawn));
        map.setHideOverlay(true);
        NeighbourOverlay.lay(NEIGHBOURS, GRID, map);
        NeighbourOverlay.lay(NEIGHBOURS, GRID, map);
        assertThat(map.getOverlay().size()).isEqualTo(3);
        assertThat(map.getHideOverlay()).isTrue();
        NeighbourOverlay.remove(map);
        assertThat(map.getOverlay().toArray()).containsExactly(drawn);
        ImagePlus other = IJ.createImage("T2map", "32-bit", 10, 8, 5);
        NeighbourOverlay.remove(other);
        assertThat(other.getOverlay()).isNull();
        NeighbourOverlay.lay(NEIGHBOURS, GRID, other);
        NeighbourOverlay.remove(other);
        assertThat(other.getOverlay()).isNull();
    }
}

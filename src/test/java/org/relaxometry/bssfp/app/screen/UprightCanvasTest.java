package org.relaxometry.bssfp.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;
import java.awt.event.MouseMotionAdapter;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.Upright;

/** Oblique images on the screen: what stands at a place, what the mouse means there, and where that lies in the body. */
class UprightCanvasTest {

    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;
    private static final int ZOOM = 4;

    /** Angle of the slice in its plane; both ways of storing rows and columns. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 17, -31, 180, 197})
    void theMouseMeansTheVoxelThatIsSeenAndTheVoxelLiesWhereTheLettersSay(double angleDeg) {
        double[][] affine = axial(angleDeg);
        ByteProcessor pixels = new ByteProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            pixels.set(i, i * 7 % 256);
        }
        ImagePlus image = new ImagePlus("oblique", pixels);
        NiftiGeometry geometry = NiftiGeometry.ofAffine(affine);
        ImageProperties.storeGeometry(image, geometry);
        UprightCanvas canvas = new UprightCanvas(image, Upright.of(affine));
        canvas.setMagnification(ZOOM);
        canvas.setSize(WIDTH * ZOOM, HEIGHT * ZOOM);
        BufferedImage screen = new BufferedImage(WIDTH * ZOOM, HEIGHT * ZOOM, BufferedImage.TYPE_INT_RGB);
        canvas.paint(screen.createGraphics());

        // away from the letters at the edges
        for (int x = 30; x < WIDTH * ZOOM - 30; x += 3) {
            for (int y = 30; y < HEIGHT * ZOOM - 30; y += 3) {
                Point voxel = under(canvas, x, y);
                assertThat(screen.getRGB(x, y) & 0xff).isEqualTo(pixels.get(voxel.x, voxel.y));
            }
        }
        double[] topLeft = mm(affine, under(canvas, 2, 2));
        double[] topRight = mm(affine, under(canvas, WIDTH * ZOOM - 3, 2));
        double[] bottomLeft = mm(affine, under(canvas, 2, HEIGHT * ZOOM - 3));
        // the left of the body on the right of the picture, its front on top
        assertThat(topRight[0]).isLessThan(topLeft[0]);
        assertThat(bottomLeft[1]).isLessThan(topLeft[1]);
        // nothing was moved
        assertThat(ImageProperties.geometry(image)).contains(geometry);
    }

    /** As AWT does where a menu has lain over the image: the graphics of the canvas, and the place on the screen as its clip. */
    @Test
    void whatWasCoveredIsPaintedAgain() {
        ImagePlus image = new ImagePlus("grey", new ByteProcessor(WIDTH, HEIGHT));
        image.getProcessor().setColor(200);
        image.getProcessor().fill();
        UprightCanvas canvas = new UprightCanvas(image, Upright.of(axial(0)));
        canvas.setMagnification(ZOOM);
        canvas.setSize(WIDTH * ZOOM, HEIGHT * ZOOM);
        BufferedImage screen = new BufferedImage(WIDTH * ZOOM, HEIGHT * ZOOM, BufferedImage.TYPE_INT_RGB);
        Graphics2D mirrored = canvas.mirrored(screen.createGraphics());
        Rectangle covered = new Rectangle(100, 20, 20, 30);
        mirrored.setClip(covered);
        canvas.paint(mirrored);
        for (int x = 0; x < WIDTH * ZOOM; x++) {
            for (int y = 0; y < HEIGHT * ZOOM; y++) {
                assertThat(screen.getRGB(x, y) & 0xff).isEqualTo(covered.contains(x, y) ? 200 : 0);
            }
        }
    }

    private static double[][] axial(double angleDeg) {
        double cos = Math.cos(Math.toRadians(angleDeg));
        double sin = Math.sin(Math.toRadians(angleDeg));
        return new double[][] {{2 * cos, -2 * sin, 0, -40}, {2 * sin, 2 * cos, 0, -30}, {0, 0, 3, 10}};
    }

    private static double[] mm(double[][] affine, Point voxel) {
        double[] mm = new double[3];
        for (int row = 0; row < 3; row++) {
            mm[row] = affine[row][0] * voxel.x + affine[row][1] * voxel.y + affine[row][3];
        }
        return mm;
    }

    /** The pixel that ImageJ and all who listen to its canvas take a mouse at this place for. */
    private static Point under(UprightCanvas canvas, int x, int y) {
        Point[] heard = new Point[1];
        MouseMotionAdapter listener = new MouseMotionAdapter() {
            @Override
            public void mouseMoved(MouseEvent event) {
                heard[0] = new Point(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
            }
        };
        canvas.removeMouseMotionListener(canvas);
        canvas.addMouseMotionListener(listener);
        canvas.dispatchEvent(new MouseEvent(canvas, MouseEvent.MOUSE_MOVED, 0, 0, x, y, 0, false));
        canvas.removeMouseMotionListener(listener);
        return heard[0];
    }
}

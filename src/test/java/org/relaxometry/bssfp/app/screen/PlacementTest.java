package org.relaxometry.bssfp.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

    private static final Dimension FRAME = new Dimension(16, 150);
    private static final Dimension COMPANION = new Dimension(560, 400);

    /** Width and height of the screen, place of the toolbar, size of the images, least zoom, whether a companion finds room. */
    @ParameterizedTest
    @CsvSource({
        "1600, 1000, 10, 10, 64, 64, 5, true",
        "1280, 800, 10, 10, 64, 64, 4, true",
        // HiDPI: 1920 × 1080 at scale 2, 2880 × 1800 at scale 2
        "960, 540, 0, 0, 64, 64, 3, false",
        "1440, 900, 0, 25, 64, 64, 4, true",
        "1600, 1000, 10, 10, 176, 176, 2, true",
        "1280, 800, 10, 10, 176, 176, 1.25, true",
        "1280, 800, 10, 10, 512, 512, 0.25, true",
        // the toolbar elsewhere
        "1600, 1000, 500, 890, 64, 64, 5, true",
        "1600, 1000, 300, 400, 64, 64, 3, false",
        "1920, 1080, 1300, 20, 64, 64, 6, true",
    })
    void windowsStandSideBySideAndCoverNeitherToolbarNorOneAnother(
            int width, int height, int x, int y, int columns, int rows, double zoom, boolean room) {
        Rectangle screen = new Rectangle(0, 0, width, height);
        Rectangle toolbar = new Rectangle(x, y, 600, 106);
        check(List.of(screen), screen, toolbar, new Dimension(columns, rows), zoom, room);
    }

    @ParameterizedTest
    @CsvSource({"10, true", "1700, false", "-900, false"})
    void onTheScreenThatHoldsTheToolbar(int x, boolean first) {
        Rectangle left = new Rectangle(0, 0, 1600, 1000);
        // the second screen to the right of the first, or to its left
        Rectangle second = new Rectangle(x < 0 ? -1280 : 1600, 0, 1280, 800);
        Rectangle toolbar = new Rectangle(x, 10, 600, 106);
        check(List.of(left, second), first ? left : second, toolbar, new Dimension(64, 64), first ? 5 : 4, true);
    }

    private static void check(
            List<Rectangle> screens, Rectangle screen, Rectangle toolbar, Dimension image, double zoom, boolean room) {
        Placement placement = Placement.row(Placement.free(screens, toolbar), 3, image, FRAME, COMPANION);
        List<Rectangle> windows = new ArrayList<>();
        Dimension size = new Dimension(
                Math.max(200, (int) (image.width * placement.zoom())) + FRAME.width,
                (int) (image.height * placement.zoom()) + FRAME.height);
        for (Point corner : placement.corners()) {
            windows.add(new Rectangle(corner, size));
        }
        if (room) {
            windows.add(placement.companion());
            windows.add(placement.picture());
            assertThat(placement.companion().width).isGreaterThanOrEqualTo(340);
            assertThat(placement.companion().height).isGreaterThanOrEqualTo(340);
        }
        String so = placement.toString();
        assertThat(placement.zoom()).as(so).isGreaterThanOrEqualTo(zoom);
        for (Rectangle window : windows) {
            assertThat(screen.contains(window)).as(so).isTrue();
            assertThat(window.intersects(toolbar)).as(so).isFalse();
            assertThat(windows.stream().filter(window::intersects)).as(so).hasSize(1);
        }
        assertThat(screen.contains(placement.companion())).as(so).isTrue();
        assertThat(placement.companion().intersects(toolbar)).as(so).isFalse();
    }
}

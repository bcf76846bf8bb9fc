package org.relaxometry.bssfp.app.screen;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Windows side by side on a screen, as large as it allows, that leave ImageJ's own window free and room for a companion. In the
 * points of Java's screens, whatever their density.
 *
 * @param zoom points of the screen per pixel of the images
 * @param corners upper left corner of every window
 * @param companion room for a companion, free of other windows where there is such a room
 * @param picture room for a picture, free likewise
 */
record Placement(double zoom, List<Point> corners, Rectangle companion, Rectangle picture) {

    /** Of a room that both share. */
    private static final double COMPANIONS_PART = 0.62;

    /** In a room of less height a picture shows nothing. */
    private static final int LEAST_PICTURE = 160;

    /** Below it colour bar and buttons are of no use. */
    private static final int LEAST_WIDTH = 200;

    /** Larger images step by a quarter. */
    private static final int WHOLE_FROM = 3;

    private static final double MOST = 16;
    private static final double STEP = 0.25;
    private static final int GAP = 4;
    private static final int GRID = 28;

    /**
     * The largest part of the toolbar's screen beside it.
     *
     * @param screens what windows may use of every screen, at least one
     * @param toolbar ImageJ's own window
     */
    static Rectangle free(List<Rectangle> screens, Rectangle toolbar) {
        Rectangle screen = screens.get(0);
        for (Rectangle other : screens) {
            if (area(other.intersection(toolbar)) > area(screen.intersection(toolbar))) {
                screen = other;
            }
        }
        if (!screen.intersects(toolbar)) {
            return new Rectangle(screen);
        }
        int right = screen.x + screen.width;
        int bottom = screen.y + screen.height;
        int toolbarRight = toolbar.x + toolbar.width + GAP;
        int toolbarBottom = toolbar.y + toolbar.height + GAP;
        Rectangle largest = new Rectangle(screen.x, toolbarBottom, screen.width, bottom - toolbarBottom);
        for (Rectangle part : List.of(
                new Rectangle(screen.x, screen.y, screen.width, toolbar.y - GAP - screen.y),
                new Rectangle(toolbarRight, screen.y, right - toolbarRight, screen.height),
                new Rectangle(screen.x, screen.y, toolbar.x - GAP - screen.x, screen.height))) {
            largest = area(part) > area(largest) ? part : largest;
        }
        return largest;
    }

    private static long area(Rectangle part) {
        return Math.max(0L, part.width) * Math.max(0L, part.height);
    }

    /**
     * A row of equal windows.
     *
     * @param free where they may stand
     * @param count how many
     * @param image pixels of the image in each
     * @param frame what a window has beside the image, in points
     * @param companion least size of the room that is left, lying or upright; where there is no such room, it lies over the
     *     windows in the lower right
     */
    static Placement row(Rectangle free, int count, Dimension image, Dimension frame, Dimension companion) {
        for (double zoom = MOST; zoom >= STEP; zoom -= zoom > WHOLE_FROM ? 1 : STEP) {
            Dimension window = window(image, frame, zoom);
            Optional<Rectangle> rest = rest(free, count, window, companion);
            if (fits(free, count, window) && rest.isPresent()) {
                return of(zoom, free, count, window, rest.get());
            }
        }
        double zoom = MOST;
        while (zoom > STEP && !fits(free, count, window(image, frame, zoom))) {
            zoom -= zoom > WHOLE_FROM ? 1 : STEP;
        }
        int width = Math.min(companion.width, free.width);
        int height = Math.min(companion.height, free.height);
        Rectangle rest = new Rectangle(free.x + free.width - width, free.y + free.height - height, width, height);
        return new Placement(zoom, corners(free, count, window(image, frame, zoom)), rest, rest);
    }

    private static Placement of(double zoom, Rectangle free, int count, Dimension window, Rectangle rest) {
        List<Point> corners = corners(free, count, window);
        boolean beside = rest.y == free.y;
        int top = window.height + GAP;
        Rectangle below = new Rectangle(free.x, free.y + top, rest.x - GAP - free.x, free.height - top);
        if (beside && below.height >= LEAST_PICTURE) {
            return new Placement(zoom, corners, rest, below);
        }
        boolean wide = rest.width >= rest.height;
        int length = (int) (COMPANIONS_PART * (wide ? rest.width : rest.height));
        Rectangle first = wide
                ? new Rectangle(rest.x, rest.y, length, rest.height)
                : new Rectangle(rest.x, rest.y, rest.width, length);
        Rectangle second = wide
                ? new Rectangle(rest.x + length, rest.y, rest.width - length, rest.height)
                : new Rectangle(rest.x, rest.y + length, rest.width, rest.height - length);
        return new Placement(zoom, corners, first, second);
    }

    /**
     * Where a window covers no other; where there is no such place, a little below and beside the last one.
     *
     * @param free where it may stand
     * @param window its size
     * @param taken where others stand, the last opened last
     */
    static Point slot(Rectangle free, Dimension window, List<Rectangle> taken) {
        for (int y = free.y; y + window.height <= free.y + free.height; y += GRID) {
            int x = free.x;
            while (x + window.width <= free.x + free.width) {
                Rectangle place = new Rectangle(x, y, window.width, window.height);
                int right = taken.stream()
                        .filter(place::intersects)
                        .mapToInt(other -> other.x + other.width + GAP)
                        .max()
                        .orElse(x);
                if (right == x) {
                    return place.getLocation();
                }
                x = right;
            }
        }
        Rectangle last = taken.isEmpty() ? free : taken.get(taken.size() - 1);
        Point corner = new Point(last.x + GRID, last.y + GRID);
        boolean inside = free.contains(
                new Rectangle(corner, new Dimension(Math.max(1, window.width), Math.max(1, window.height))));
        return inside ? corner : free.getLocation();
    }

    private static Dimension window(Dimension image, Dimension frame, double zoom) {
        return new Dimension(
                Math.max(LEAST_WIDTH, (int) (image.width * zoom)) + frame.width,
                (int) (image.height * zoom) + frame.height);
    }

    private static boolean fits(Rectangle free, int count, Dimension window) {
        return count * (window.width + GAP) - GAP <= free.width && window.height <= free.height;
    }

    private static List<Point> corners(Rectangle free, int count, Dimension window) {
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            corners.add(new Point(free.x + i * (window.width + GAP), free.y));
        }
        return corners;
    }

    /** The larger of what is left below and beside, if it is large enough. */
    private static Optional<Rectangle> rest(Rectangle free, int count, Dimension window, Dimension companion) {
        int used = count * (window.width + GAP);
        int top = window.height + GAP;
        Rectangle below = new Rectangle(free.x, free.y + top, free.width, free.height - top);
        Rectangle beside = new Rectangle(free.x + used, free.y, free.width - used, free.height);
        return Stream.of(below, beside)
                .filter(part -> Math.min(part.width, part.height) >= Math.min(companion.width, companion.height)
                        && Math.max(part.width, part.height) >= Math.max(companion.width, companion.height))
                .max(Comparator.comparingLong(Placement::area));
    }
}

package org.relaxometry.bssfp.plot.window;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.FigurePainter;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.style.FigureText;

/**
 * A figure on the screen. Drag a rectangle to zoom into a panel, turn the wheel to zoom about the cursor, double-click to
 * see all again. To be used on Swing's event thread.
 */
public final class FigureView extends JComponent {

    private static final double WHEEL_STEP = 1.2;

    /** Shorter drags are slips of the hand, in pixels. */
    private static final int LEAST_DRAG = 6;

    private transient Figure figure;
    private transient FigurePainter painter;
    private transient List<FigurePainter.Placed> placed = List.of();
    private final transient Map<Integer, Axis[]> zooms = new HashMap<>();
    private final transient Consumer<String> status;
    private transient FigurePainter.Placed dragged;
    private transient Point dragStart;
    private transient Point dragEnd;

    /** @param status told in words what is under the cursor */
    public FigureView(Figure figure, Consumer<String> status) {
        this.status = status;
        setPreferredSize(FigurePainter.preferredSize(figure));
        setBackground(Color.WHITE);
        setOpaque(true);
        Mouse mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        addMouseWheelListener(mouse);
        show(figure);
    }

    /** Replaces the figure, as when the cursor moved on in a map; panels that are zoomed stay so. */
    public void show(Figure replacement) {
        figure = replacement;
        painter = new FigurePainter(shown());
        repaint();
    }

    /** The figure as it is seen, zoomed. */
    public Figure shown() {
        List<Panel> panels = new ArrayList<>(figure.panels());
        zooms.forEach((index, axes) -> {
            if (index < panels.size()) {
                Panel panel = panels.get(index);
                panels.set(
                        index,
                        panel.within(
                                panel.x().between(axes[0].lower(), axes[0].upper()),
                                panel.y().between(axes[1].lower(), axes[1].upper())));
            }
        });
        return new Figure(figure.title(), panels, figure.columns(), figure.footer());
    }

    /** Shows all of every panel. */
    public void resetZoom() {
        zooms.clear();
        show(figure);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = (Graphics2D) graphics.create();
        placed = painter.paint(g, getWidth(), getHeight());
        if (dragged != null) {
            g.setColor(new Color(0, 0, 0, 30));
            g.fill(rectangle());
            g.setColor(FigureText.FAINT);
            g.draw(rectangle());
        }
        g.dispose();
    }

    private Rectangle2D rectangle() {
        Rectangle2D rectangle = new Rectangle2D.Double();
        rectangle.setFrameFromDiagonal(dragStart, dragEnd);
        return rectangle.createIntersection(dragged.area());
    }

    private Optional<FigurePainter.Placed> under(Point2D place) {
        return placed.stream().filter(panel -> panel.area().contains(place)).findFirst();
    }

    private void zoom(FigurePainter.Placed panel, Point2D upperLeft, Point2D lowerRight) {
        Axis x = Axis.linear("").between(panel.x(upperLeft), panel.x(lowerRight));
        Axis y = Axis.linear("").between(panel.y(lowerRight), panel.y(upperLeft));
        zooms.put(panel.index(), new Axis[] {x, y});
        show(figure);
    }

    private final class Mouse extends MouseAdapter {

        @Override
        public void mouseMoved(MouseEvent e) {
            status.accept(under(e.getPoint())
                    .map(panel -> CursorText.at(figure.panels().get(panel.index()), panel, e.getPoint()))
                    .orElse(" "));
        }

        @Override
        public void mouseExited(MouseEvent e) {
            status.accept(" ");
        }

        @Override
        public void mousePressed(MouseEvent e) {
            dragged = SwingUtilities.isLeftMouseButton(e) ? under(e.getPoint()).orElse(null) : null;
            dragStart = e.getPoint();
            dragEnd = dragStart;
        }

        @Override
        public void mouseDragged(MouseEvent e) {
            if (dragged != null) {
                dragEnd = e.getPoint();
                repaint();
            }
        }

        @Override
        public void mouseReleased(MouseEvent e) {
            if (dragged != null) {
                FigurePainter.Placed panel = dragged;
                Rectangle2D part = rectangle();
                dragged = null;
                repaint();
                if (part.getWidth() >= LEAST_DRAG && part.getHeight() >= LEAST_DRAG) {
                    zoom(
                            panel,
                            new Point2D.Double(part.getMinX(), part.getMinY()),
                            new Point2D.Double(part.getMaxX(), part.getMaxY()));
                }
            }
        }

        @Override
        public void mouseClicked(MouseEvent e) {
            if (e.getClickCount() == 2) {
                under(e.getPoint()).ifPresent(panel -> {
                    zooms.remove(panel.index());
                    show(figure);
                });
            }
        }

        @Override
        public void mouseWheelMoved(MouseWheelEvent e) {
            under(e.getPoint()).ifPresent(panel -> {
                Rectangle2D area = panel.area();
                double factor = Math.pow(WHEEL_STEP, e.getPreciseWheelRotation());
                double left = e.getX() - (e.getX() - area.getMinX()) * factor;
                double top = e.getY() - (e.getY() - area.getMinY()) * factor;
                zoom(
                        panel,
                        new Point2D.Double(left, top),
                        new Point2D.Double(left + area.getWidth() * factor, top + area.getHeight() * factor));
            });
        }
    }
}

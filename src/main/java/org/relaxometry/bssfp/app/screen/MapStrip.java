package org.relaxometry.bssfp.app.screen;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.Panel;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.map.StatusLegend;
import org.relaxometry.bssfp.plot.style.FigureText;

/**
 * Below the image in the window of a map: its quantity, or the value under the cursor; its colour bar, or the legend of the status;
 * and buttons that open further maps of the run.
 */
final class MapStrip extends JPanel implements ImageListener {

    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font LEGEND = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final int LINE = 17;
    private static final int SIDE = 4;

    private final transient ImagePlus image;
    private final transient MapLook look;
    private final transient StatusLegend legend;
    private final int width;
    private String text;

    /** @param more maps that a button each opens */
    private MapStrip(ImagePlus image, MapLook look, List<ImagePlus> more) {
        super(new BorderLayout());
        this.image = image;
        this.look = look;
        width = image.getCanvas().getPreferredSize().width;
        text = look.heading();
        legend = look.display().isPresent() ? null : new StatusLegend(planes());
        setBackground(Color.WHITE);
        add(new Scale(), BorderLayout.CENTER);
        if (!more.isEmpty()) {
            add(buttons(more), BorderLayout.SOUTH);
        }
    }

    /** Puts the strip into the window of a map that has a look; into others nothing. */
    static void attach(ImagePlus image, List<ImagePlus> more) {
        MapLook.of(image).ifPresent(look -> {
            MapStrip strip = new MapStrip(image, look, more);
            // ImageJ's windows paint no components but those of the system
            image.getWindow().add(new Holder(strip));
            image.getCanvas().addMouseMotionListener(strip.new Mouse());
            image.getCanvas().addMouseListener(strip.new Mouse());
            ImagePlus.addImageListener(strip);
        });
    }

    /** As wide as the image is now, which AWT would remember. */
    private static final class Holder extends Panel {

        private final MapStrip strip;

        Holder(MapStrip strip) {
            super(new BorderLayout());
            this.strip = strip;
            add(strip);
        }

        @Override
        public Dimension getPreferredSize() {
            return strip.getPreferredSize();
        }
    }

    private float[][] planes() {
        float[][] planes = new float[image.getStackSize()][];
        for (int z = 0; z < planes.length; z++) {
            planes[z] = (float[]) image.getStack().getPixels(z + 1);
        }
        return planes;
    }

    @Override
    public Dimension getPreferredSize() {
        int least = legend == null ? 0 : legend.width(getFontMetrics(LEGEND)) + 2 * SIDE;
        return new Dimension(Math.max(least, Math.max(width, canvasWidth())), super.getPreferredSize().height);
    }

    private int canvasWidth() {
        ImageCanvas canvas = image.getCanvas();
        return canvas == null ? 0 : canvas.getPreferredSize().width;
    }

    private JComponent buttons(List<ImagePlus> more) {
        JPanel panel = new Rows();
        panel.setBackground(Color.WHITE);
        for (ImagePlus other : more) {
            JButton button = new JButton(MapLook.of(other).map(MapLook::symbol).orElse(other.getTitle()));
            button.setMargin(new Insets(1, 6, 1, 6));
            button.setFont(TEXT);
            // ImageJ's keys stay with the image
            button.setFocusable(false);
            button.setToolTipText("Open " + other.getTitle());
            button.addActionListener(event -> ImageWindows.showBeside(other, image));
            panel.add(button);
        }
        return panel;
    }

    /** Buttons in as many rows as the window is wide for; the layout itself asks for one row. */
    private final class Rows extends JPanel {

        private static final long serialVersionUID = 1L;
        private static final int GAP = 4;

        Rows() {
            super(new FlowLayout(FlowLayout.LEFT, GAP, 2));
        }

        @Override
        public Dimension getPreferredSize() {
            int available = Math.max(width, canvasWidth());
            int rows = 1;
            int x = GAP;
            int height = 0;
            for (Component button : getComponents()) {
                Dimension size = button.getPreferredSize();
                if (x > GAP && x + size.width + GAP > available) {
                    rows++;
                    x = GAP;
                }
                x += size.width + GAP;
                height = Math.max(height, size.height + 2);
            }
            return new Dimension(available, rows * height + 2);
        }
    }

    private String valueAt(int x, int y) {
        if (x < 0 || y < 0 || x >= image.getWidth() || y >= image.getHeight()) {
            return look.heading();
        }
        float value = image.getProcessor().getf(x, y);
        String shown = look.display().isPresent()
                ? (value >= MapImages.longestMs(image, look.symbol()) ? "≥ " : "")
                        + FigureText.number(value, 4)
                        + (look.unit().isEmpty() || !Float.isFinite(value) ? "" : " " + look.unit())
                : EstimationStatus.ofCode((int) value).meaning();
        return look.symbol() + " = " + shown;
    }

    @Override
    public void imageOpened(ImagePlus opened) {
        // only this image matters, and it is open
    }

    @Override
    public void imageClosed(ImagePlus closed) {
        if (closed == image) {
            ImagePlus.removeImageListener(this);
        }
    }

    @Override
    public void imageUpdated(ImagePlus updated) {
        if (updated == image) {
            repaint();
        }
    }

    private final class Scale extends JComponent {

        @Override
        public Dimension getPreferredSize() {
            int height = legend == null
                    ? LINE + MapScale.HEIGHT
                    : LINE + legend.height(getFontMetrics(LEGEND), MapStrip.this.getPreferredSizeWidth()) + SIDE;
            return new Dimension(width, height);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            Graphics2D g = (Graphics2D) graphics.create();
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, getWidth(), getHeight());
            g.setFont(TEXT);
            g.setColor(FigureText.INK);
            g.drawString(text, SIDE, LINE - 4);
            g.setFont(LEGEND);
            if (legend == null) {
                new MapScale(image, look.display().orElseThrow()).draw(g, SIDE, LINE, getWidth() - 2 * SIDE);
            } else {
                legend.draw(g, SIDE, LINE, getWidth() - 2 * SIDE);
            }
            g.dispose();
        }
    }

    private int getPreferredSizeWidth() {
        return Math.max(width, canvasWidth()) - 2 * SIDE;
    }

    private final class Mouse extends MouseAdapter {

        @Override
        public void mouseMoved(MouseEvent event) {
            ImageCanvas canvas = (ImageCanvas) event.getSource();
            text = valueAt(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
            repaint();
        }

        @Override
        public void mouseExited(MouseEvent event) {
            text = look.heading();
            repaint();
        }
    }
}

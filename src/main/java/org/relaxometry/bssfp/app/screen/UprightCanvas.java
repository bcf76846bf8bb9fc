package org.relaxometry.bssfp.app.screen;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.relaxometry.bssfp.space.Upright;

/**
 * Shows an image upright, with letters that say where the body's sides are, while its pixels stay as they are stored: what ImageJ
 * draws is mirrored on its way to the screen, and the mouse on its way to ImageJ. So coordinates of pixels, selections, macros and
 * files mean the same voxels as ever.
 */
final class UprightCanvas extends ImageCanvas {

    private static final Font LETTERS = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final int EDGE = 5;

    private final transient Upright upright;

    UprightCanvas(ImagePlus image, Upright upright) {
        super(image);
        this.upright = upright;
    }

    @Override
    public void paint(Graphics g) {
        List<Overlay> labelled = Stream.of(imp.getOverlay(), getShowAllList())
                .filter(overlay -> overlay != null && overlay.getDrawLabels())
                .toList();
        // mirrored, a 6 would look like a 9
        labelled.forEach(overlay -> overlay.drawLabels(false));
        // AWT paints with what getGraphics gives, others with their own
        boolean already = isMirrored((Graphics2D) g);
        Graphics2D mirrored = already ? withClipTurnedBack((Graphics2D) g) : mirrored(g);
        Graphics2D plain = already ? mirrored(mirrored) : (Graphics2D) g.create();
        try {
            super.paint(mirrored);
        } finally {
            labelled.forEach(overlay -> overlay.drawLabels(true));
        }
        labelled.forEach(overlay -> paintLabels(plain, overlay));
        paintLetters(plain);
        mirrored.dispose();
        plain.dispose();
    }

    /** AWT says in places on the screen what has to be painted, also to a graphics that is mirrored. */
    private Graphics2D withClipTurnedBack(Graphics2D g) {
        Graphics2D turned = (Graphics2D) g.create();
        Rectangle clip = g.getClipBounds();
        if (clip != null) {
            turned.setClip(turnedX(clip.x, clip.width), turnedY(clip.y, clip.height), clip.width, clip.height);
        }
        return turned;
    }

    private boolean isMirrored(Graphics2D g) {
        AffineTransform transform = g.getTransform();
        return upright.mirrorsX() && transform.getScaleX() < 0 || upright.mirrorsY() && transform.getScaleY() < 0;
    }

    /** For the tools of ImageJ that draw while the mouse moves. */
    @Override
    public Graphics getGraphics() {
        Graphics g = super.getGraphics();
        return g == null ? null : mirrored(g);
    }

    /** Turns round what is drawn; done twice, nothing. */
    Graphics2D mirrored(Graphics g) {
        Graphics2D mirrored = (Graphics2D) g.create();
        mirrored.translate(upright.mirrorsX() ? getWidth() : 0, upright.mirrorsY() ? getHeight() : 0);
        mirrored.scale(upright.mirrorsX() ? -1 : 1, upright.mirrorsY() ? -1 : 1);
        return mirrored;
    }

    /** A place on the screen as ImageJ counts it, and back. */
    private int mirroredX(int x) {
        return upright.mirrorsX() ? getWidth() - 1 - x : x;
    }

    private int mirroredY(int y) {
        return upright.mirrorsY() ? getHeight() - 1 - y : y;
    }

    @Override
    public void repaint(int x, int y, int width, int height) {
        super.repaint(turnedX(x, width), turnedY(y, height), width, height);
    }

    private int turnedX(int x, int width) {
        return upright.mirrorsX() ? getWidth() - x - width : x;
    }

    private int turnedY(int y, int height) {
        return upright.mirrorsY() ? getHeight() - y - height : y;
    }

    @Override
    protected void processMouseEvent(MouseEvent event) {
        super.processMouseEvent(mirrored(event));
    }

    @Override
    protected void processMouseMotionEvent(MouseEvent event) {
        super.processMouseMotionEvent(mirrored(event));
    }

    @Override
    protected void handlePopupMenu(MouseEvent event) {
        super.handlePopupMenu(mirrored(event));
    }

    private MouseEvent mirrored(MouseEvent event) {
        MouseEvent mirrored = new MouseEvent(
                this,
                event.getID(),
                event.getWhen(),
                event.getModifiersEx(),
                mirroredX(event.getX()),
                mirroredY(event.getY()),
                event.getXOnScreen(),
                event.getYOnScreen(),
                event.getClickCount(),
                event.isPopupTrigger(),
                event.getButton());
        return mirrored;
    }

    private void paintLabels(Graphics2D g, Overlay overlay) {
        g.setFont(LABELS);
        FontMetrics metrics = g.getFontMetrics();
        List<Roi> rois = new ArrayList<>(List.of(overlay.toArray()));
        for (int i = 0; i < rois.size(); i++) {
            Roi roi = rois.get(i);
            int position = roi.hasHyperStackPosition() ? roi.getZPosition() : roi.getPosition();
            if (position > 0 && position != imp.getCurrentSlice() && position != imp.getZ()) {
                continue;
            }
            String text = overlay.getDrawNames() && roi.getName() != null ? roi.getName() : Integer.toString(i + 1);
            Rectangle bounds = roi.getBounds();
            paint(
                    g,
                    text,
                    mirroredX(screenXD(bounds.getCenterX())) - metrics.stringWidth(text) / 2,
                    mirroredY(screenYD(bounds.getCenterY())) + metrics.getAscent() / 2);
        }
    }

    private void paintLetters(Graphics2D g) {
        g.setFont(LETTERS);
        FontMetrics metrics = g.getFontMetrics();
        int width = getWidth();
        int middle = getHeight() / 2 + metrics.getAscent() / 2;
        paint(g, upright.left(), EDGE, middle);
        paint(g, upright.right(), width - EDGE - metrics.stringWidth(upright.right()), middle);
        paint(g, upright.top(), (width - metrics.stringWidth(upright.top())) / 2, EDGE + metrics.getAscent());
        paint(g, upright.bottom(), (width - metrics.stringWidth(upright.bottom())) / 2, getHeight() - EDGE);
    }

    private static void paint(Graphics2D g, String text, int x, int y) {
        g.setColor(Color.BLACK);
        g.drawString(text, x + 1, y + 1);
        g.setColor(Color.WHITE);
        g.drawString(text, x, y);
    }
}

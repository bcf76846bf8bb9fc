package org.relaxometry.bssfp.plot.map;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.StatusColours;

/** Legend of a status map: colour, meaning and count of every status that occurs, in lines as wide as the figure. */
public final class StatusLegend {

    private static final int SWATCH = 18;
    private static final int SWATCH_GAP = 8;
    private static final int ENTRY_GAP = 28;

    private record Entry(EstimationStatus status, String text) {}

    private final List<Entry> entries = new ArrayList<>();

    /** @param planes status codes [z][voxel] */
    public StatusLegend(float[][] planes) {
        long[] counts = new long[EstimationStatus.values().length];
        long total = 0;
        EstimationStatus status = EstimationStatus.OK;
        for (float[] plane : planes) {
            for (float code : plane) {
                // neighbours mostly share their status, so the look-up is rare
                if (code != status.code()) {
                    status = EstimationStatus.ofCode((int) code);
                }
                counts[status.ordinal()]++;
            }
            total += plane.length;
        }
        for (EstimationStatus each : EstimationStatus.values()) {
            long count = counts[each.ordinal()];
            if (count > 0) {
                entries.add(new Entry(
                        each,
                        String.format(Locale.ROOT, "%s: %,d (%s)", each.meaning(), count, percent(count, total))));
            }
        }
    }

    /** Height in pixels when broken into lines of this width. */
    public int height(FontMetrics metrics, int width) {
        return lines(metrics, width).size() * metrics.getHeight();
    }

    /** Width in pixels with a line for every status. */
    public int width(FontMetrics metrics) {
        return entries.stream()
                .mapToInt(entry -> entryWidth(entry, metrics) - ENTRY_GAP)
                .max()
                .orElse(0);
    }

    /** Draws with the graphics' font; x and y are the upper left corner. */
    public void draw(Graphics2D g, int x, int y, int width) {
        FontMetrics metrics = g.getFontMetrics();
        int baseline = y + metrics.getAscent();
        for (List<Entry> line : lines(metrics, width)) {
            int left = x;
            for (Entry entry : line) {
                int top = baseline - (metrics.getAscent() - metrics.getDescent() + SWATCH) / 2;
                g.setColor(new Color(StatusColours.rgb(entry.status())));
                g.fillRect(left, top, SWATCH, SWATCH);
                g.setColor(FigureText.INK);
                g.drawString(entry.text(), left + SWATCH + SWATCH_GAP, baseline);
                left += entryWidth(entry, metrics);
            }
            baseline += metrics.getHeight();
        }
    }

    private List<List<Entry>> lines(FontMetrics metrics, int width) {
        List<List<Entry>> lines = new ArrayList<>();
        int used = width + 1;
        for (Entry entry : entries) {
            int needed = entryWidth(entry, metrics);
            if (used + needed - ENTRY_GAP > width) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(entry);
            used += needed;
        }
        return lines;
    }

    private static int entryWidth(Entry entry, FontMetrics metrics) {
        return SWATCH + SWATCH_GAP + metrics.stringWidth(entry.text()) + ENTRY_GAP;
    }

    private static String percent(long count, long total) {
        double percent = 100.0 * count / total;
        return percent < 0.1 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }
}

package org.relaxometry.bssfp.plot.map;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.space.Upright;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Outlines of regions, numbered from 1 as in a table beside the figure, to be drawn over slices.
 *
 * @param regions indices of the voxels of each
 * @param grid that they lie on
 */
public record RegionMarks(List<int[]> regions, VolumeGrid grid) {

    /** Part of the voxels beyond which outlines would hide what they lie on. */
    private static final double MUCH = 0.05;

    private static final Color LINE = Color.WHITE;
    private static final Color HALO = new Color(0, 0, 0, 160);

    /** Slices that show as many of the regions as can be, then those that are spread over the volume; rising, from 0. */
    int[] slices(float[][] planes, int wanted) {
        long[][] counts = counts();
        TreeSet<Integer> chosen = new TreeSet<>();
        Set<Integer> left = new TreeSet<>();
        IntStream.range(0, regions.size()).forEach(left::add);
        while (chosen.size() < Math.min(wanted, grid.nz()) && !left.isEmpty()) {
            int best = 0;
            long most = -1;
            for (int z = 0; z < grid.nz(); z++) {
                int slice = z;
                // regions first, then how much of them
                long merit = left.stream()
                        .mapToLong(region -> counts[region][slice])
                        .filter(count -> count > 0)
                        .map(count -> 1_000_000_000L + count)
                        .sum();
                if (merit > most && !chosen.contains(z)) {
                    best = z;
                    most = merit;
                }
            }
            int slice = best;
            chosen.add(best);
            left.removeIf(region -> counts[region][slice] > 0);
        }
        for (int z : SliceChoice.spread(planes, wanted)) {
            if (chosen.size() < wanted) {
                chosen.add(z);
            }
        }
        return chosen.stream().mapToInt(z -> z).toArray();
    }

    /** Numbers of the regions that lie in none of these slices, from 1. */
    List<Integer> unseen(int[] slices) {
        long[][] counts = counts();
        return IntStream.range(0, regions.size())
                .filter(region -> IntStream.of(slices).allMatch(z -> counts[region][z] == 0))
                .mapToObj(region -> region + 1)
                .toList();
    }

    /** Voxels of each region in each slice. */
    private long[][] counts() {
        long[][] counts = new long[regions.size()][grid.nz()];
        for (int region = 0; region < counts.length; region++) {
            for (int v : regions.get(region)) {
                counts[region][v / grid.sliceVoxels()]++;
            }
        }
        return counts;
    }

    /** Whether the regions fill the slices, so that a map should be seen without them too. */
    boolean areMuch() {
        return regions.stream().mapToLong(voxels -> voxels.length).sum() > MUCH * grid.voxels();
    }

    /** Draws the outlines of those that lie in a slice over its picture. */
    void draw(Graphics2D g, int z, int left, int top, int width, int height, Upright upright) {
        for (int k = 0; k < regions.size(); k++) {
            Set<Integer> inside = new HashSet<>();
            for (int v : regions.get(k)) {
                if (v / grid.sliceVoxels() == z) {
                    int i = v % grid.sliceVoxels();
                    // both turns are their own opposite
                    inside.add(upright.row(i / grid.nx(), grid.ny()) * grid.nx()
                            + upright.column(i % grid.nx(), grid.nx()));
                }
            }
            if (!inside.isEmpty()) {
                draw(g, k + 1, inside, left, top, (double) width / grid.nx(), (double) height / grid.ny());
            }
        }
    }

    private void draw(Graphics2D g, int number, Set<Integer> inside, int left, int top, double dx, double dy) {
        Path2D outline = new Path2D.Double();
        double rightmost = 0;
        double its = 0;
        for (int i : inside) {
            int x = i % grid.nx();
            int y = i / grid.nx();
            double x0 = left + x * dx;
            double y0 = top + y * dy;
            if (x == 0 || !inside.contains(i - 1)) {
                outline.append(new Line2D.Double(x0, y0, x0, y0 + dy), false);
            }
            if (x == grid.nx() - 1 || !inside.contains(i + 1)) {
                outline.append(new Line2D.Double(x0 + dx, y0, x0 + dx, y0 + dy), false);
            }
            if (!inside.contains(i - grid.nx())) {
                outline.append(new Line2D.Double(x0, y0, x0 + dx, y0), false);
            }
            if (!inside.contains(i + grid.nx())) {
                outline.append(new Line2D.Double(x0, y0 + dy, x0 + dx, y0 + dy), false);
            }
            if (x0 + dx > rightmost) {
                rightmost = x0 + dx;
                its = y0 + dy / 2;
            }
        }
        g.setColor(HALO);
        g.setStroke(new BasicStroke(3));
        g.draw(outline);
        g.setColor(LINE);
        g.setStroke(new BasicStroke(1.6f));
        g.draw(outline);
        write(g, Integer.toString(number), rightmost + 4, its);
    }

    private static void write(Graphics2D g, String number, double x, double y) {
        g.setFont(FigureText.SMALL);
        float baseline = (float) (y + g.getFontMetrics().getAscent() / 2.5);
        g.setColor(HALO);
        for (int shift = -2; shift <= 2; shift += 4) {
            g.drawString(number, (float) x + shift, baseline);
            g.drawString(number, (float) x, baseline + shift);
        }
        g.setColor(LINE);
        g.drawString(number, (float) x, baseline);
    }
}

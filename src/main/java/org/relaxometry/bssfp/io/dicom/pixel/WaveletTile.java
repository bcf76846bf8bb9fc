package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A tile of an image: its wavelet transform, resolution by resolution, and how its pixels follow. Source: ITU-T T.800, annexes B and F. */
final class WaveletTile {

    /** A rectangle of a resolution or a band; the ends are outside. */
    private record Box(int x0, int y0, int x1, int y1) {

        int width() {
            return x1 - x0;
        }

        boolean isEmpty() {
            return x1 <= x0 || y1 <= y0;
        }
    }

    /** Blocks of one band, whose values are high in x or y. */
    private record Band(Box box, int planes, boolean highX, boolean highY, List<CodeBlock> blocks) {}

    /** A part of a resolution, and where it begins in the image. */
    private record Part(int resolution, long x, long y, Precinct precinct) {}

    private final Box tile;
    private final WaveletCoding coding;
    private final List<List<Band>> bands = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    WaveletTile(int x0, int y0, int x1, int y1, WaveletCoding coding) {
        tile = new Box(x0, y0, x1, y1);
        this.coding = coding;
        for (int resolution = 0; resolution <= coding.levels(); resolution++) {
            bands.add(bands(resolution));
            addParts(resolution);
        }
    }

    private static int up(long value, int shift) {
        return (int) (value + (1L << shift) - 1 >> shift);
    }

    private Box resolution(int resolution) {
        int shift = coding.levels() - resolution;
        return new Box(up(tile.x0, shift), up(tile.y0, shift), up(tile.x1, shift), up(tile.y1, shift));
    }

    private List<Band> bands(int resolution) {
        List<Band> found = new ArrayList<>();
        if (resolution == 0) {
            found.add(new Band(resolution(0), coding.planes()[0], false, false, new ArrayList<>()));
            return found;
        }
        int level = coding.levels() - resolution + 1;
        long half = 1L << level - 1;
        for (int kind = 1; kind <= 3; kind++) {
            long x = (kind & 1) * half;
            long y = (kind >> 1) * half;
            Box box = new Box(
                    up(tile.x0 - x, level), up(tile.y0 - y, level), up(tile.x1 - x, level), up(tile.y1 - y, level));
            int planes = coding.planes()[3 * (resolution - 1) + kind];
            found.add(new Band(box, planes, (kind & 1) == 1, kind >> 1 == 1, new ArrayList<>()));
        }
        return found;
    }

    private void addParts(int resolution) {
        Box box = resolution(resolution);
        if (box.isEmpty()) {
            return;
        }
        int width = coding.precinctWidths()[resolution];
        int height = coding.precinctHeights()[resolution];
        int halved = resolution > 0 ? 1 : 0;
        int shift = coding.levels() - resolution;
        for (int py = box.y0 >> height; py <= box.y1 - 1 >> height; py++) {
            for (int px = box.x0 >> width; px <= box.x1 - 1 >> width; px++) {
                Precinct precinct = new Precinct();
                for (Band band : bands.get(resolution)) {
                    int[] part = {
                        Math.max(band.box.x0, px << width - halved),
                        Math.max(band.box.y0, py << height - halved),
                        Math.min(band.box.x1, px + 1 << width - halved),
                        Math.min(band.box.y1, py + 1 << height - halved)
                    };
                    band.blocks.addAll(List.of(precinct.add(
                            band.planes,
                            part,
                            Math.min(coding.blockWidth(), width - halved),
                            Math.min(coding.blockHeight(), height - halved))));
                }
                parts.add(new Part(
                        resolution,
                        Math.max(tile.x0, (long) px << width + shift),
                        Math.max(tile.y0, (long) py << height + shift),
                        precinct));
            }
        }
    }

    /** Reads all packets, in the order that is stated. */
    void read(byte[] data) throws IOException {
        PacketBits in = new PacketBits(data);
        if (coding.progression() >= 2) {
            if (coding.progression() > 2) {
                parts.sort(Comparator.comparingLong(Part::y)
                        .thenComparingLong(Part::x)
                        .thenComparingInt(Part::resolution));
            }
            for (Part part : parts) {
                for (int layer = 0; layer < coding.layers(); layer++) {
                    part.precinct.read(layer, in);
                }
            }
            return;
        }
        if (coding.progression() == 0) {
            for (int layer = 0; layer < coding.layers(); layer++) {
                for (Part part : parts) {
                    part.precinct.read(layer, in);
                }
            }
            return;
        }
        for (int resolution = 0; resolution <= coding.levels(); resolution++) {
            for (int layer = 0; layer < coding.layers(); layer++) {
                for (Part part : parts) {
                    if (part.resolution == resolution) {
                        part.precinct.read(layer, in);
                    }
                }
            }
        }
    }

    /** The pixels of the tile, row by row. */
    int[] pixels() throws IOException {
        int[] image = band(bands.get(0).get(0));
        for (int resolution = 1; resolution <= coding.levels(); resolution++) {
            image = joined(resolution, image);
        }
        return image;
    }

    private static int[] band(Band band) throws IOException {
        int[] values = new int[band.box.isEmpty() ? 0 : band.box.width() * (band.box.y1 - band.box.y0)];
        for (CodeBlock block : band.blocks) {
            if (block.isIncluded()) {
                int from = (block.y0 - band.box.y0) * band.box.width() + block.x0 - band.box.x0;
                block.decode(band.planes, band.highX, band.highY, values, from, band.box.width());
            }
        }
        return values;
    }

    /** A resolution of the one below it and its own bands. */
    private int[] joined(int resolution, int[] lower) throws IOException {
        Box box = resolution(resolution);
        if (box.isEmpty()) {
            return new int[0];
        }
        int[] values = new int[box.width() * (box.y1 - box.y0)];
        spread(lower, resolution(resolution - 1), 0, 0, values, box);
        for (Band band : bands.get(resolution)) {
            spread(band(band), band.box, band.highX ? 1 : 0, band.highY ? 1 : 0, values, box);
        }
        int width = box.width();
        int height = box.y1 - box.y0;
        for (int y = 0; y < height; y++) {
            Wavelet53.join(values, y * width, 1, width, box.x0);
        }
        for (int x = 0; x < width; x++) {
            Wavelet53.join(values, x, width, height, box.y0);
        }
        return values;
    }

    private static void spread(int[] from, Box band, int x, int y, int[] to, Box box) {
        if (band.isEmpty()) {
            return;
        }
        for (int v = band.y0; v < band.y1; v++) {
            for (int u = band.x0; u < band.x1; u++) {
                to[(2 * v + y - box.y0) * box.width() + 2 * u + x - box.x0] =
                        from[(v - band.y0) * band.width() + u - band.x0];
            }
        }
    }
}

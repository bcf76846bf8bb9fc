package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A part of a resolution of a tile, whose blocks of all bands share packets. Source: ITU-T T.800, B.6 to B.10. */
final class Precinct {

    /** Blocks of one band, row by row. */
    private static final class Blocks {
        final int planes;
        final int across;
        final CodeBlock[] blocks;
        final TagTree inclusion;
        final TagTree empty;

        Blocks(int planes, int across, int down) {
            this.planes = planes;
            this.across = across;
            blocks = new CodeBlock[across * down];
            inclusion = new TagTree(across, down);
            empty = new TagTree(across, down);
        }
    }

    /** A block that a packet goes on with. */
    private record Contribution(CodeBlock block, int bytes) {}

    private final List<Blocks> bands = new ArrayList<>();

    /**
     * Adds the blocks of a band.
     *
     * @param box x0, y0, x1, y1 of the part of the band
     * @return the blocks
     */
    CodeBlock[] add(int planes, int[] box, int widthExponent, int heightExponent) {
        if (box[2] <= box[0] || box[3] <= box[1]) {
            return new CodeBlock[0];
        }
        int firstX = box[0] >> widthExponent;
        int firstY = box[1] >> heightExponent;
        int across = (box[2] - 1 >> widthExponent) - firstX + 1;
        int down = (box[3] - 1 >> heightExponent) - firstY + 1;
        Blocks blocks = new Blocks(planes, across, down);
        for (int i = 0; i < blocks.blocks.length; i++) {
            int x = firstX + i % across;
            int y = firstY + i / across;
            int x0 = Math.max(box[0], x << widthExponent);
            int y0 = Math.max(box[1], y << heightExponent);
            blocks.blocks[i] = new CodeBlock(
                    x0,
                    y0,
                    Math.min(box[2], x + 1 << widthExponent) - x0,
                    Math.min(box[3], y + 1 << heightExponent) - y0);
        }
        bands.add(blocks);
        return blocks.blocks;
    }

    /** Reads the packet of a layer. */
    void read(int layer, PacketBits in) throws IOException {
        in.begin();
        List<Contribution> contributions = new ArrayList<>();
        if (in.bit() == 1) {
            for (Blocks band : bands) {
                for (int i = 0; i < band.blocks.length; i++) {
                    head(band, i, layer, in, contributions);
                }
            }
        }
        in.end();
        for (Contribution contribution : contributions) {
            contribution.block.data.writeBytes(in.bytes(contribution.bytes));
        }
    }

    private static void head(Blocks band, int index, int layer, PacketBits in, List<Contribution> contributions)
            throws IOException {
        CodeBlock block = band.blocks[index];
        int x = index % band.across;
        int y = index / band.across;
        boolean isFirst = !block.isIncluded();
        if (isFirst ? !band.inclusion.isLess(x, y, layer + 1, in) : in.bit() == 0) {
            return;
        }
        if (isFirst) {
            block.emptyPlanes = band.empty.value(x, y, band.planes, in);
        }
        int passes = passes(in);
        while (in.bit() == 1) {
            block.lengthBits++;
        }
        int bits = block.lengthBits + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(passes);
        if (bits >= Integer.SIZE) {
            throw new IOException("have a block that is longer than the file");
        }
        block.passes += passes;
        contributions.add(new Contribution(block, in.bits(bits)));
    }

    private static int passes(PacketBits in) throws IOException {
        if (in.bit() == 0) {
            return 1;
        }
        if (in.bit() == 0) {
            return 2;
        }
        int more = in.bits(2);
        if (more < 3) {
            return 3 + more;
        }
        more = in.bits(5);
        return more < 31 ? 6 + more : 37 + in.bits(7);
    }
}

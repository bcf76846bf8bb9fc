package org.relaxometry.bssfp.io.file;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG. Needs no temporary folder, which may be full or not there when hours of work are to be written. */
public final class Png {

    private Png() {}

    /** Does not close the stream. */
    public static void write(RenderedImage picture, OutputStream out) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
        if (!writers.hasNext()) {
            throw new IOException("There is no writer of PNG files in this Java.");
        }
        ImageWriter writer = writers.next();
        // ImageIO.write would keep the picture in a temporary file meanwhile
        try (MemoryCacheImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(memory);
            writer.write(picture);
        } finally {
            writer.dispose();
        }
    }
}

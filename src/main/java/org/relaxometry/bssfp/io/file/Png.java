package org.relaxometry.bssfp.io.file;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Pictures as PNG. */
public final class Png {

    private Png() {}

    /** Does not close the stream. */
    public static void write(RenderedImage picture, OutputStream out) throws IOException {
        if (!ImageIO.write(picture, "png", out)) {
            throw new IOException("There is no writer of PNG files in this Java.");
        }
    }
}

package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {

    @Test
    void picturesNeedNoTemporaryFolder(@TempDir Path folder) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(2, 1, 0x123456);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.setCacheDirectory(temporary.toFile());
        try {
            Files.delete(temporary);
            assertThatThrownBy(() -> ImageIO.write(picture, "png", new ByteArrayOutputStream()))
                    .hasMessageContaining("Not a directory");
            Png.write(picture, out);
        } finally {
            ImageIO.setCacheDirectory(null);
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.getRGB(2, 1) & 0xffffff).isEqualTo(0x123456);
    }
}

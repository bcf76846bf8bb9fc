package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageWindowTest {

    @Test
    void withoutABrowserPicturesLieBesideThePage(@TempDir Path folder) throws Exception {
        String picture = Base64.getEncoder().encodeToString("pixels".getBytes(StandardCharsets.UTF_8));
        String html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>p {}</style></head><body><img src=\""
                + "data:image/png;base64," + picture + "\"></body></html>";
        assertThat(PageWindow.withPicturesAsFiles(html, folder))
                .isEqualTo("<html><head></head><body><img src=\""
                        + folder.resolve("picture0.png").toUri() + "\"></body></html>");
        assertThat(Files.readString(folder.resolve("picture0.png"))).isEqualTo("pixels");
    }
}

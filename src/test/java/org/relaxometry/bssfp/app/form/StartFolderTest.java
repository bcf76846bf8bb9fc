package org.relaxometry.bssfp.app.form;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.OpenDialog;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFolderTest {

    private final String before = OpenDialog.getDefaultDirectory();

    @TempDir
    private Path folder;

    @AfterEach
    void asItWas() {
        OpenDialog.setDefaultDirectory(before);
    }

    @Test
    void whatIsTypedComesBeforeTheImageAndTheImageBeforeTheLastFolder() throws IOException {
        Path typed = Files.createDirectory(folder.resolve("typed"));
        Path images = Files.createDirectory(folder.resolve("images"));
        Path used = Files.createDirectory(folder.resolve("used"));
        ImagePlus image = new ImagePlus("a", new ByteProcessor(2, 2));
        StartFolder.remember(Files.createFile(used.resolve("b1.nii")).toString());

        assertThat(StartFolder.of("", null)).startsWith(used.toString());
        assertThat(StartFolder.of("a title", image)).startsWith(used.toString());
        FileInfo info = new FileInfo();
        info.directory = images + "/";
        info.fileName = "a.tif";
        image.setFileInfo(info);
        assertThat(StartFolder.of("", image)).startsWith(images.toString());
        assertThat(StartFolder.of(typed.resolve("there/is/none.nii").toString(), image))
                .isEqualTo(typed.toString());
    }
}

package org.relaxometry.bssfp.io.bids;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/** A data set of tiny images. */
final class MadeDataset {

    private final Path root;

    MadeDataset(Path root) throws IOException {
        this.root = root;
        text(BidsDataset.DESCRIPTION, "{\"Name\": \"made\", \"BIDSVersion\": \"1.9.0\"}");
    }

    void text(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Images of some sizes, each 2 × 2 × 2 or larger. */
    void images(long[] size, String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            NiftiWriter.write(
                    file,
                    ArrayImgs.floats(new float[(int) Arrays.stream(size).reduce(1, (a, b) -> a * b)], size),
                    NiftiGeometry.ofVoxelSize(1, 1, 1),
                    "made",
                    false,
                    Progress.NONE);
        }
    }

    BidsDataset open() throws IOException {
        return BidsDataset.open(root.toString());
    }
}

package org.relaxometry.bssfp.io.series.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;

/** NIfTI files of one kind that hold the same bytes, though their names say that they are different images. */
public final class SameContent {

    private static final int HEADER_BYTES = 348;
    private static final int SAMPLE_BYTES = 1 << 16;

    private SameContent() {}

    /**
     * @return by the later image, the first that holds the same
     * @throws IOException if a file cannot be read
     */
    public static Map<ScannedImage, ScannedImage> among(List<ScannedImage> images, Progress progress)
            throws IOException {
        Map<String, ScannedImage> seen = new HashMap<>();
        Map<ScannedImage, ScannedImage> found = new LinkedHashMap<>();
        for (ScannedImage image : images) {
            if (image.stem().isEmpty()) {
                continue;
            }
            progress.checkCanceled();
            Path file = image.data();
            ScannedImage earlier = seen.putIfAbsent(image.kind() + " " + Files.size(file) + " " + sample(file), image);
            if (earlier != null && isSame(earlier.data(), file)) {
                found.put(image, earlier);
            }
        }
        return found;
    }

    /** From the middle, where there is signal. */
    private static int sample(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, (Files.size(file) - SAMPLE_BYTES) / 2));
            return Arrays.hashCode(in.readNBytes(SAMPLE_BYTES));
        }
    }

    private static boolean isSame(Path a, Path b) throws IOException {
        try (InputStream first = Files.newInputStream(a);
                InputStream second = Files.newInputStream(b)) {
            boolean same = first.readNBytes(HEADER_BYTES).length == second.readNBytes(HEADER_BYTES).length;
            byte[] ours = first.readNBytes(SAMPLE_BYTES);
            while (same && ours.length > 0) {
                same = Arrays.equals(ours, second.readNBytes(SAMPLE_BYTES));
                ours = first.readNBytes(SAMPLE_BYTES);
            }
            return same;
        }
    }
}

package org.relaxometry.bssfp.app.screen;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;

/**
 * An open image in a list to choose from.
 *
 * @param text by which a run and a recorded macro name it
 * @param facts by which a user tells it from others: size, cycles and where it comes from
 */
public record ImageItem(String text, String facts) {

    /** The open images that hold measured values, the newest first. */
    public static List<ImageItem> all() {
        List<ImageItem> items = new ArrayList<>();
        for (ImagePlus image : ImageNames.open()) {
            if (image.getType() != ImagePlus.COLOR_RGB) {
                items.add(0, new ImageItem(ImageNames.of(image), facts(image)));
            }
        }
        return items;
    }

    private static String facts(ImagePlus image) {
        StringBuilder facts = new StringBuilder(image.getWidth() + " × " + image.getHeight());
        append(facts, image.getNSlices(), " × ", "");
        int cycles = Math.max(image.getNFrames(), image.getNChannels());
        boolean map = ImageProperties.quantity(image).isPresent();
        append(facts, cycles, ", ", map ? " channels" : " cycles");
        return facts.append(", ").append(origin(image)).toString();
    }

    private static void append(StringBuilder facts, int count, String before, String after) {
        if (count > 1) {
            facts.append(before).append(count).append(after);
        }
    }

    private static String origin(ImagePlus image) {
        FileInfo file = image.getOriginalFileInfo();
        if (file != null && file.fileName != null && !file.fileName.isEmpty()) {
            String folder = file.directory == null ? "" : file.directory;
            return "from " + folder + file.fileName;
        }
        return ImageProperties.source(image)
                .map(source -> (ImageProperties.quantity(image).isPresent() ? "made of " : "series ") + source)
                .orElse("made in ImageJ");
    }

    /** As it stands in the field once it is chosen. */
    @Override
    public String toString() {
        return text;
    }
}

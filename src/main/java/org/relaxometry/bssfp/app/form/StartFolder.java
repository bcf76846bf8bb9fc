package org.relaxometry.bssfp.app.form;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.OpenDialog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.FileName;

/** Where a browser of files begins. */
public final class StartFolder {

    private StartFolder() {}

    /**
     * Where the file lies that the field names already; else that of the image the user looks at; else the folder that was used last.
     *
     * @param typed what stands in the field
     * @param current null for none
     * @return null for that of the system
     */
    static String of(String typed, ImagePlus current) {
        return Stream.of(existing(typed), existing(file(current)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Path::toString)
                .orElse(OpenDialog.getDefaultDirectory());
    }

    /** The next one begins where this lies, and so do the dialogs of ImageJ. */
    public static void remember(String place) {
        existing(place).ifPresent(folder -> OpenDialog.setDefaultDirectory(folder.toString()));
    }

    private static String file(ImagePlus image) {
        FileInfo info = image == null ? null : image.getOriginalFileInfo();
        return info == null || info.directory == null ? "" : info.directory;
    }

    /** The folder itself, or the nearest one above a file. */
    private static Optional<Path> existing(String text) {
        try {
            Path place = FileName.path("place", text.strip());
            if (text.isBlank() || !place.isAbsolute()) {
                return Optional.empty();
            }
            return Stream.iterate(place, path -> path != null, Path::getParent)
                    .filter(Files::isDirectory)
                    .findFirst()
                    .filter(folder -> folder.getParent() != null);
        } catch (IOException | IllegalArgumentException noPath) {
            return Optional.empty();
        }
    }
}

package org.relaxometry.bssfp.app.group;

import java.io.IOException;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.io.file.ResultFolder;

/** Where results are written, under which names, and whether they may replace others. */
public final class OutputKeys {

    /** What is told where results would be lost. */
    public static final String WITHOUT_SCREEN =
            "Without a screen the results can only be written to files: give output=FOLDER.";

    private final Key<String> output;
    private final Key<String> prefix;
    private final Key<Boolean> overwrite;

    /**
     * @param help of the output folder
     * @param example of a prefix
     */
    public OutputKeys(Keys keys, String help, String example) {
        output = keys.add(Key.folder("output", "Output folder", help));
        prefix = keys.add(Key.text(
                        "prefix",
                        "Prefix of file names",
                        "Put before the names of all files written to the output folder, such as " + example + ".")
                .more());
        overwrite = keys.add(Key.tick(
                        "overwrite",
                        "Overwrite existing results",
                        "Whether files in the output folder may be replaced.",
                        false)
                .more());
    }

    /** Of a command whose results are images. */
    public static OutputKeys ofImages(Keys keys) {
        return new OutputKeys(
                keys,
                "Where NIfTI files, JSON records and a figure are written; made if it does not exist."
                        + " Empty: results are only shown.",
                "sub-01_");
    }

    /** Put before names of files and titles of images. */
    public String prefix() {
        return prefix.value();
    }

    /** The folder, as typed. */
    public String text() {
        return output.value();
    }

    /** Whether files may be replaced, as typed. */
    public String overwriteText() {
        return overwrite.text();
    }

    public boolean isGiven() {
        return !output.value().isEmpty();
    }

    /** Where the results are written; null if no folder was given. */
    public ResultFolder folder() throws IOException {
        return isGiven() ? new ResultFolder(output.value(), prefix.value(), overwrite.value()) : null;
    }

    /** A folder in it for results of another form. */
    public ResultFolder folder(String name) throws IOException {
        return new ResultFolder(output.value() + "/" + name, prefix.value(), overwrite.value());
    }

    /** As {@link #folder}, for results that are lost where they are neither written nor shown. */
    public ResultFolder folderOr(Audience audience) throws IOException {
        return folderOr(audience.takesImages(), WITHOUT_SCREEN);
    }

    /**
     * @param shown whether there is another way to see the results
     * @param message for whoever has neither
     */
    public ResultFolder folderOr(boolean shown, String message) throws IOException {
        if (!isGiven() && !shown) {
            throw new IllegalArgumentException(message);
        }
        return folder();
    }
}

package org.relaxometry.bssfp.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Name and version of this program, and the lines that end with them. */
public final class Version {

    /** As menus and files call the program. */
    public static final String PROGRAM = "Bssfp_Relaxometry";

    private Version() {}

    /** Name and version, as files and footers state them. */
    public static String program() {
        return PROGRAM + " " + current();
    }

    /** The line under a figure: what it shows and how that came about, and last the program. */
    public static String footer(String... parts) {
        return String.join(" · ", parts) + " · " + program();
    }

    /** As Maven wrote it into the jar. */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/bssfp-relaxometry.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}

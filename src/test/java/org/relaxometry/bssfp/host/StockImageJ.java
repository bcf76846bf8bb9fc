package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.relaxometry.bssfp.Needs;

/**
 * A stock ImageJ with the plugin's zip, in a Java of its own. Needs Xvfb.
 *
 * @param folder where it is unpacked; the home of its user
 */
record StockImageJ(Path folder) {

    /**
     * Runs a driver on a screen of its own.
     *
     * @param driver its main method is given the folder for pictures, which is emptied before, and the argument
     * @return what it printed
     */
    String drive(Class<?> driver, Path pictures, String argument) throws IOException, InterruptedException {
        Needs.program("Xvfb");
        Distribution.unpack(Distribution.zip("imagej"), folder.resolve("ImageJ"));
        deleteAll(pictures);
        Files.createDirectories(pictures);
        Process screen = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return drive(driver, pictures, argument, ":" + readLine(screen.getInputStream()));
        } finally {
            screen.destroy();
        }
    }

    private String drive(Class<?> driver, Path pictures, String argument, String display)
            throws IOException, InterruptedException {
        Path output = folder.resolve("driver.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Distribution.java(),
                "-Dplugins.dir=" + folder.resolve("ImageJ"),
                "-Duser.home=" + folder,
                "-cp",
                Distribution.library("ij-") + File.pathSeparator + drivers(),
                driver.getName(),
                pictures.toAbsolutePath().toString(),
                argument);
        builder.environment().put("DISPLAY", display);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(6, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("the driver ended in time:\n" + text).isTrue();
        return text;
    }

    /** The drivers alone, for beside them lies the benchmark, which ImageJ must find in the zip. */
    private Path drivers() throws IOException {
        Path classes = Path.of("target/test-classes");
        Path from = classes.resolve(StockImageJ.class.getPackageName().replace('.', '/'));
        Path copy = folder.resolve("drivers");
        Path to = Files.createDirectories(copy.resolve(classes.relativize(from)));
        try (var files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c > ' '; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

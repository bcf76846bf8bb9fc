package org.relaxometry.bssfp.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What {@code mvn package} left in {@code target}. */
final class Distribution {

    /**
     * How a call of the launcher ended.
     *
     * @param text standard output and error
     */
    record Call(int exitCode, String text) {}

    private Distribution() {}

    /** The plugin's jar in {@code target/dist}. */
    static Path jar() throws IOException {
        return only(Path.of("target/dist"), "Bssfp_Relaxometry-*.jar");
    }

    /** @param host {@code imagej} or {@code fiji} */
    static Path zip(String host) throws IOException {
        return only(Path.of("target"), "Bssfp_Relaxometry-*-" + host + ".zip");
    }

    /** A library in {@code target/dist/lib}, by the beginning of its name. */
    static Path library(String beginning) throws IOException {
        return only(Path.of("target/dist/lib"), beginning + "*.jar").toAbsolutePath();
    }

    static void unpack(Path zip, Path target) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs {@code java -jar} with these arguments. */
    static Call launch(String... arguments) throws IOException, InterruptedException {
        return launch(jar(), arguments);
    }

    static Call launch(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(process.waitFor(), text);
    }

    private static Path only(Path folder, String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            return files.iterator().next();
        }
    }
}

package org.relaxometry.bssfp.estimation.network;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * PyTorch's native library as DJL unpacked it earlier, beside the jars it came from. A file that was cut off would not fail to load
 * but end Java when the missing part is first used, so size and checksum are compared before.
 */
final class UnpackedLibrary {

    private static final String INDEX = "native/lib/pytorch.properties";
    private static final String BRIDGE_INDEX = "jnilib/pytorch.properties";
    private static final int BUFFER_BYTES = 1 << 18;

    private final ClassLoader loader;
    private final Path folder;
    private final String flavor;
    private final String classifier;
    private final List<String> libraries;

    /** @param cache DJL's folder for PyTorch of all versions */
    UnpackedLibrary(ClassLoader loader, Path cache) throws IOException {
        this.loader = loader;
        Properties index = index(loader, INDEX);
        flavor = index.getProperty("flavor", "");
        classifier = index.getProperty("classifier", "none");
        libraries = List.of(index.getProperty("libraries", "").split(","));
        folder = cache.resolve(index.getProperty("version", "") + "-" + flavor + "-" + classifier);
    }

    /** Whether there is one in the class path, for whatever computer. */
    static boolean isInstalled(ClassLoader loader) {
        return loader.getResource(INDEX) != null;
    }

    /** Whether its jar lies where the loader looks, be it whole or cut off, so that the loader passes over it. */
    static boolean hasJar(ClassLoader loader) {
        Stream<String> known = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
        Stream<String> loaders = loader instanceof URLClassLoader urls
                ? Stream.of(urls.getURLs()).map(URL::getPath)
                : Stream.empty();
        return Stream.concat(known, loaders)
                .map(path -> path.replaceFirst(".*[/\\\\]", ""))
                .anyMatch(name -> name.matches("pytorch-native-.*\\.jar"));
    }

    /** The computer that the installed library is for, such as linux-x86_64. */
    String classifier() {
        return classifier;
    }

    /** The unpacked files that are not as they are in the jars; empty where nothing is unpacked yet. */
    List<String> damaged() throws IOException {
        List<String> damaged = new ArrayList<>();
        if (Files.exists(folder)) {
            for (String library : libraries) {
                if (!isWhole(folder.resolve(library), "pytorch/" + flavor + "/" + classifier + "/" + library)) {
                    damaged.add(library);
                }
            }
            String bridge = System.mapLibraryName("djl_torch");
            String version = index(loader, BRIDGE_INDEX).getProperty("jni_version", "");
            // the bridge is unpacked by itself, when it is first missed
            Path file = folder.resolve(version.substring(version.indexOf('-') + 1) + "-" + bridge);
            if (Files.exists(file) && !isWhole(file, "jnilib/" + classifier + "/" + flavor + "/" + bridge)) {
                damaged.add(bridge);
            }
        }
        return damaged;
    }

    /** Removes what was unpacked, so that DJL unpacks it again. */
    void remove() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private boolean isWhole(Path file, String resource) throws IOException {
        URL url = loader.getResource(resource);
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            // not from a jar: nothing to compare with
            return true;
        }
        // or the jar would stay open, and could not be replaced on Windows
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            JarEntry entry = connection.getJarEntry();
            return Files.isRegularFile(file) && Files.size(file) == entry.getSize() && checksum(file) == entry.getCrc();
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                checksum.update(buffer, 0, count);
            }
        }
        return checksum.getValue();
    }

    private static Properties index(ClassLoader loader, String name) throws IOException {
        Properties index = new Properties();
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in != null) {
                index.load(in);
            }
        }
        return index;
    }
}

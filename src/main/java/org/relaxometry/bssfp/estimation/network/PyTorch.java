package org.relaxometry.bssfp.estimation.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PyTorch's native library, started once per JVM through DJL: offline, one torch thread for each Java thread.
 *
 * <p>DJL unpacks the library on its first start to {@code ~/.djl.ai}, or where the environment variable
 * {@code DJL_CACHE_DIR} says (432 MB). It is loaded from a folder only that nobody else can write to, and only where it is as in its
 * jar; without a home DJL itself would take whatever lies under a well-known name in the temporary folder that all users share.
 */
public final class PyTorch {

    /** Settings that DJL reads while it starts. More torch threads than one only slow down several Java threads. */
    private static final Map<String, String> SETTINGS = Map.of(
            "ai.djl.offline", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            // no warning on the console where no logging library is installed
            "slf4j.internal.verbosity", "ERROR");

    private static final String CACHE_VARIABLE = "DJL_CACHE_DIR";

    private static final String JNA_FOLDER = "jna.tmpdir";

    private static final PyTorch INSTANCE = start();

    private final Engine engine;
    private final String problem;
    private final String notice;

    private PyTorch(Engine engine, String problem, String notice) {
        this.engine = engine;
        this.problem = problem;
        this.notice = notice;
    }

    private static PyTorch unavailable(String problem) {
        return new PyTorch(null, problem, "");
    }

    /** The library of this JVM; the first call starts it, which takes a second, and several the first time ever. */
    public static PyTorch instance() {
        return INSTANCE;
    }

    public boolean isAvailable() {
        return engine != null;
    }

    /** Why it is not available, one clause in the user's terms; null where it is. */
    public String problem() {
        return problem;
    }

    /** What the user should know of the start, one clause; empty for nothing. */
    public String notice() {
        return notice;
    }

    /** Such as 2.7.1. */
    public String version() {
        return engine.getVersion();
    }

    /** A manager of arrays on the CPU, which the caller closes. */
    public NDManager newManager() {
        return engine.newBaseManager(Device.cpu());
    }

    private static PyTorch start() {
        ClassLoader ours = PyTorch.class.getClassLoader();
        boolean isElsewhere = System.getenv("PYTORCH_LIBRARY_PATH") != null;
        if (!UnpackedLibrary.isInstalled(ours) && !isElsewhere) {
            // the class loader passes over a jar that is cut off
            return unavailable(
                    UnpackedLibrary.hasJar(ours)
                            ? "the jar of PyTorch's native library is damaged"
                            : "PyTorch is not installed; the zip for your computer brings it");
        }
        Path engines;
        String notice;
        try {
            engines = engineCache();
            notice = secure(engines.resolve("pytorch"), ours, isElsewhere);
        } catch (IOException | InvalidPathException e) {
            String what = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + ": ";
            return unavailable("PyTorch's native library cannot be unpacked (" + what + e.getMessage()
                    + "); the environment variable " + CACHE_VARIABLE + " can name a folder of yours for it");
        }
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.put("ENGINE_CACHE_DIR", engines.toString());
        if (System.getProperty(JNA_FOLDER) == null && Files.isWritable(engines.resolve("pytorch"))) {
            // JNA, by which DJL looks for graphics cards, unpacks its own library for a moment
            settings.put(JNA_FOLDER, engines.resolve("pytorch").toString());
        }
        return start(ours, settings, notice);
    }

    /** Where DJL unpacks libraries, as it looks for the place itself; but never in the temporary folder. */
    private static Path engineCache() {
        for (String variable : List.of("ENGINE_CACHE_DIR", CACHE_VARIABLE)) {
            String stated =
                    Objects.requireNonNullElseGet(System.getenv(variable), () -> System.getProperty(variable, ""));
            if (!stated.isEmpty()) {
                return Path.of(stated);
            }
        }
        return Path.of(System.getProperty("user.home"), ".djl.ai");
    }

    /** @return what was repaired */
    private static String secure(Path cache, ClassLoader loader, boolean isElsewhere) throws IOException {
        boolean wasOpen = PrivateFolder.secure(cache);
        if (isElsewhere) {
            return "";
        }
        UnpackedLibrary library = new UnpackedLibrary(loader, cache);
        List<String> damaged = wasOpen ? List.of() : library.damaged();
        if (!wasOpen && damaged.isEmpty()) {
            return "";
        }
        library.remove();
        return wasOpen
                ? "unpacked again, because other users could write to " + cache
                : "unpacked again, because " + String.join(", ", damaged) + " was damaged";
    }

    private static PyTorch start(ClassLoader ours, Map<String, String> settings, String notice) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Map<String, String> settingsBefore = new LinkedHashMap<>();
        settings.forEach((key, value) -> settingsBefore.put(key, System.setProperty(key, value)));
        // DJL looks its engines up with the context class loader when its class is loaded, and never again
        thread.setContextClassLoader(ours);
        try {
            return new PyTorch(Engine.getEngine("PyTorch"), null, notice);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // DJL throws an AssertionError where one of its jars lacks this platform
            return unavailable(reason(e));
        } finally {
            thread.setContextClassLoader(before);
            // other plugins in the same JVM may want to be online
            settingsBefore.forEach((key, value) -> {
                if (value == null) {
                    System.clearProperty(key);
                } else {
                    System.setProperty(key, value);
                }
            });
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        if (message.contains("already loaded in another classloader")) {
            return "PyTorch's native library is in use by an earlier copy of this plugin; restart to use it again";
        }
        if (message.contains("Offline mode")) {
            // what fits was not found, and DJL wanted to download it
            return "PyTorch's native library is not complete for this computer (installed: " + installedPlatform()
                    + ")";
        }
        String verb = root instanceof IOException ? "unpacked" : "loaded";
        return "PyTorch's native library cannot be " + verb + " ("
                + root.getClass().getSimpleName() + ": " + message + ")";
    }

    private static String installedPlatform() {
        try {
            return new UnpackedLibrary(PyTorch.class.getClassLoader(), Path.of("")).classifier();
        } catch (IOException e) {
            return "none";
        }
    }
}

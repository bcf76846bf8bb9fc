package org.relaxometry.bssfp.estimation.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * PyTorch's native library, started once per JVM through DJL: offline, one torch thread for each Java thread.
 *
 * <p>DJL unpacks the library on its first start to {@code ~/.djl.ai}, or where the environment variable
 * {@code DJL_CACHE_DIR} says (432 MB).
 */
public final class PyTorch {

    /** Settings that DJL reads while it starts. More torch threads than one only slow down several Java threads. */
    private static final Map<String, String> SETTINGS = Map.of(
            "ai.djl.offline", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            // no warning on the console where no logging library is installed
            "slf4j.internal.verbosity", "ERROR");

    private static final String NATIVE_LIBRARY_INDEX = "native/lib/pytorch.properties";

    private static final PyTorch INSTANCE = start();

    private final Engine engine;
    private final String problem;

    private PyTorch(Engine engine, String problem) {
        this.engine = engine;
        this.problem = problem;
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
        if (ours.getResource(NATIVE_LIBRARY_INDEX) == null && System.getenv("PYTORCH_LIBRARY_PATH") == null) {
            // the class loader passes over a jar that is cut off
            return new PyTorch(null, "PyTorch's native library is not installed, or its jar is damaged");
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Map<String, String> settingsBefore = new LinkedHashMap<>();
        SETTINGS.forEach((key, value) -> settingsBefore.put(key, System.setProperty(key, value)));
        // DJL looks its engines up with the context class loader when its class is loaded, and never again
        thread.setContextClassLoader(ours);
        try {
            return new PyTorch(Engine.getEngine("PyTorch"), null);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // DJL throws an AssertionError where one of its jars lacks this platform
            return new PyTorch(null, reason(e));
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
        Properties index = new Properties();
        try (InputStream in = PyTorch.class.getClassLoader().getResourceAsStream(NATIVE_LIBRARY_INDEX)) {
            if (in != null) {
                index.load(in);
            }
        } catch (IOException e) {
            // as where there is none
        }
        return index.getProperty("classifier", "none");
    }
}

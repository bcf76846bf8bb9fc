package org.relaxometry.bssfp.estimation.network;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** What the automatic choice of the engine comes to in a JVM of its own; {@link EngineFallbackTest} starts it. */
public final class EngineReport {

    private EngineReport() {}

    /** {@code foreign}: under a context class loader that knows nothing; {@code again}: a second time in another class loader. */
    public static void main(String[] arguments) throws Exception {
        List<String> mode = List.of(arguments);
        ClassLoader foreign = ClassLoader.getPlatformClassLoader();
        if (mode.contains("foreign")) {
            Thread.currentThread().setContextClassLoader(foreign);
        }
        report();
        if (mode.contains("foreign")) {
            System.out.println("restored " + (Thread.currentThread().getContextClassLoader() == foreign));
        }
        if (mode.contains("again")) {
            List<URL> classPath = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                classPath.add(new File(entry).toURI().toURL());
            }
            try (URLClassLoader second = new URLClassLoader(classPath.toArray(URL[]::new), foreign)) {
                Class<?> copy = Class.forName(EngineReport.class.getName(), true, second);
                copy.getDeclaredMethod("main", String[].class).invoke(null, (Object) new String[0]);
            }
        }
    }

    private static void report() {
        NetworkWeights weights = TestModels.weights(List.of(4, 8, 2), OutputActivation.SIGMOID, 3);
        EngineChoice.Selection selection = EngineChoice.AUTO.open(weights);
        float[][] outputs = new float[2][1];
        selection.engine().evaluate(new float[][] {{1}, {2}, {3}, {4}}, 1, outputs);
        System.out.println(selection.report());
        System.out.println("output " + (outputs[0][0] > 0 && outputs[0][0] < 1));
        try {
            EngineChoice.DJL_PYTORCH.open(weights);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}

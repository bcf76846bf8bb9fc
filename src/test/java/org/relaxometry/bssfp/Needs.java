package org.relaxometry.bssfp;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/**
 * What a test needs and a computer may lack. Where it is absent the test is skipped, and says so; in continuous integration, where the
 * environment variable {@code CI} is {@code true}, it fails, or nobody would notice that it is never run.
 */
public final class Needs {

    private static final boolean EVERYTHING = "true".equals(System.getenv("CI"));

    private Needs() {}

    /**
     * A file or folder of the sets that lie beside the repository, because they are too large for it or may not be copied.
     *
     * @param path below {@code ../shared}
     */
    public static Path shared(String path) {
        Path place = Path.of("..", "shared").resolve(path);
        require(Files.exists(place), place + " is not here");
        return place;
    }

    /** PyTorch's native library for this computer. */
    public static void pyTorch() {
        require(PyTorch.instance().isAvailable(), "PyTorch cannot be loaded here");
    }

    /** What the engine needs: nothing, if it is Java. */
    public static void engine(EngineChoice engine) {
        if (engine != EngineChoice.JAVA) {
            pyTorch();
        }
    }

    /** A program on the path. */
    public static void program(String name) {
        boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
        require(isThere, name + " is not on the path");
    }

    /** To give files to other users, which only an administrator can. */
    public static void administrator() {
        require("root".equals(System.getProperty("user.name")), "only an administrator can give files away");
    }

    private static void require(boolean isThere, String otherwise) {
        if (!isThere && EVERYTHING) {
            fail(otherwise + ", and continuous integration (CI=true) runs every test");
        } else if (!isThere) {
            abort(otherwise);
        }
    }
}

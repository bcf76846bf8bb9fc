package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * For whom a command works: what becomes of its results beside the files. The menu and macros get {@link Windows}, a script gets
 * objects, by the names that {@link RelaxometryCommand#results} lists.
 */
public interface Audience {

    /** Whether a person has started the command from its dialog, and can be asked and shown what nobody named. */
    boolean isPerson();

    /** Whether images and tables that are not written to files reach anybody. */
    boolean takesImages();

    /** Whether figures that are not written to files reach anybody. */
    boolean takesFigures();

    /** Whether windows open that follow a work or answer to the mouse. */
    boolean opensWindows();

    void image(String name, ImagePlus image);

    /** An image that nobody wants a window of, but scripts may go on with. */
    void imageAside(String name, Supplier<ImagePlus> image);

    /**
     * Images of one size that belong side by side, and further ones of the run, which a person gets by a click.
     *
     * @param side by name, from left to right
     * @param more by name
     */
    default void row(Map<String, ImagePlus> side, Map<String, ImagePlus> more) {
        more.forEach(this::image);
        List<String> names = new ArrayList<>(side.keySet());
        // the last one lies on top
        Collections.reverse(names);
        names.forEach(name -> image(name, side.get(name)));
    }

    /**
     * A picture of all that was made.
     *
     * @param title of a window
     */
    default void picture(String name, String title, Supplier<ImagePlus> picture) {
        imageAside(name, picture);
    }

    /** @param title of a window */
    void table(String name, String title, StudyTable table);

    /**
     * A table that only a person wants a window of.
     *
     * @param title of a window
     */
    void tableAside(String name, String title, StudyTable table);

    /** @param title of a window */
    void figure(String name, String title, Figure figure);

    /**
     * Hears that all DICOM images of a run are written and are about to take their names.
     *
     * @throws IOException if they shall not
     */
    default void completed() throws IOException {}

    /** Hears what is worth knowing. Headless it goes to the console, otherwise to ImageJ's log. */
    default void log(String message) {
        if (GraphicsEnvironment.isHeadless()) {
            System.out.println(message);
        } else {
            IJ.log(message);
        }
    }

    /** Hears why there are no results, in the user's terms. */
    default void failed(String message) {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("ERROR: " + message);
        }
    }

    /** Sees how far a task is. */
    default Progress progress(String task, BooleanSupplier canceledByHost) {
        return new HostProgress(task, canceledByHost);
    }
}

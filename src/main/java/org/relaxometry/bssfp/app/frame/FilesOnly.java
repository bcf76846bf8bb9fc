package org.relaxometry.bssfp.app.frame;

import ij.ImagePlus;
import java.util.function.Supplier;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.statistics.StudyTable;

/** For a command that works for another one: what it makes lies in files, and nobody is asked or shown anything. */
public interface FilesOnly extends Audience {

    @Override
    default boolean isPerson() {
        return false;
    }

    @Override
    default boolean takesImages() {
        return false;
    }

    @Override
    default boolean takesFigures() {
        return false;
    }

    @Override
    default boolean opensWindows() {
        return false;
    }

    @Override
    default void image(String name, ImagePlus image) {
        // lies in a file
    }

    @Override
    default void imageAside(String name, Supplier<ImagePlus> image) {
        // lies in a file
    }

    @Override
    default void table(String name, String title, StudyTable table) {
        // lies in a file
    }

    @Override
    default void tableAside(String name, String title, StudyTable table) {
        // lies in a file
    }

    @Override
    default void figure(String name, String title, Figure figure) {
        // lies in a file
    }
}

package org.relaxometry.bssfp.app.script;

import ij.ImagePlus;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.TableWindow;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Results of a command that a script called, by name. None of them is shown: that is up to the script, or to SciJava. */
final class ScriptResults implements Audience {

    /** Pixels per point, for documents. */
    private static final int FIGURE_SCALE = 2;

    private final List<Result> declared;
    private final Map<String, Object> made = new LinkedHashMap<>();
    private final Set<String> asides = new HashSet<>();

    /** @param declared everything there may be */
    ScriptResults(List<Result> declared) {
        this.declared = declared;
    }

    /** Null where the command has not made it. */
    Object get(String name) {
        return made.get(name);
    }

    /** Those that nobody wants a window of. */
    Set<String> asides() {
        return asides;
    }

    @Override
    public boolean isPerson() {
        return false;
    }

    @Override
    public boolean takesImages() {
        return true;
    }

    @Override
    public boolean takesFigures() {
        return true;
    }

    @Override
    public boolean opensWindows() {
        return false;
    }

    @Override
    public void image(String name, ImagePlus image) {
        put(name, image);
    }

    @Override
    public void imageAside(String name, Supplier<ImagePlus> image) {
        asides.add(name);
        put(name, image.get());
    }

    @Override
    public void table(String name, String title, StudyTable table) {
        put(name, TableWindow.of(table));
    }

    @Override
    public void tableAside(String name, String title, StudyTable table) {
        asides.add(name);
        put(name, TableWindow.of(table));
    }

    @Override
    public void figure(String name, String title, Figure figure) {
        put(name, new ImagePlus(title, FigureFiles.image(figure, FIGURE_SCALE)));
    }

    private void put(String name, Object value) {
        if (declared.stream().noneMatch(result -> result.name().equals(name))) {
            throw new IllegalStateException("The result " + name + " is not declared.");
        }
        made.put(name, value);
    }
}

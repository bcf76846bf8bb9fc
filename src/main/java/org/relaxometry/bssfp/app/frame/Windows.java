package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.screen.ImageWindows;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.window.FigureWindow;
import org.relaxometry.bssfp.plot.window.PictureWindow;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Results become windows of ImageJ; without a screen, images and tables that a macro finds by their titles. */
public enum Windows implements Audience {
    /** Started from a dialog. */
    OF_A_PERSON,
    /** Started with all keys: by a macro, by {@code IJ.run}, by the launcher. */
    OF_A_CALL;

    @Override
    public boolean isPerson() {
        return this == OF_A_PERSON;
    }

    @Override
    public boolean takesImages() {
        return !GraphicsEnvironment.isHeadless() || Interpreter.getInstance() != null || isInFiji();
    }

    @Override
    public boolean takesFigures() {
        return !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
    }

    @Override
    public boolean opensWindows() {
        return takesFigures();
    }

    @Override
    public void image(String name, ImagePlus image) {
        ImageWindows.show(image);
    }

    @Override
    public void row(Map<String, ImagePlus> side, Map<String, ImagePlus> more) {
        if (!opensWindows()) {
            Audience.super.row(side, more);
        } else if (isPerson()) {
            ImageWindows.showRow(List.copyOf(side.values()), List.copyOf(more.values()));
        } else {
            // a macro may go on with any of them
            more.forEach(this::image);
            ImageWindows.showRow(List.copyOf(side.values()), List.of());
        }
    }

    @Override
    public void picture(String name, String title, Supplier<ImagePlus> picture) {
        if (opensWindows()) {
            BufferedImage drawn = picture.get().getBufferedImage();
            SwingUtilities.invokeLater(() -> {
                PictureWindow window = new PictureWindow(title, name, drawn);
                ImageWindows.placePicture(window);
                window.setVisible(true);
            });
        }
    }

    @Override
    public void imageAside(String name, Supplier<ImagePlus> image) {
        // no window
    }

    @Override
    public void table(String name, String title, StudyTable table) {
        TableWindow.of(table).show(title);
    }

    @Override
    public void tableAside(String name, String title, StudyTable table) {
        if (isPerson()) {
            table(name, title, table);
        }
    }

    @Override
    public void figure(String name, String title, Figure figure) {
        if (takesFigures()) {
            SwingUtilities.invokeLater(() -> {
                FigureWindow window = new FigureWindow(title, figure);
                ImageWindows.placeApart(window);
                window.setVisible(true);
            });
        }
    }

    /** Its changed ImageJ keeps a list of images without a screen, too. */
    private static boolean isInFiji() {
        return Arrays.stream(IJ.class.getDeclaredFields())
                .anyMatch(field -> field.getName().equals("_hooks"));
    }
}

package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Button;
import java.awt.Container;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JDialog;

/**
 * Imports a folder in stock ImageJ as a user does: the folder in the first dialog, increments in the second, beneath the table.
 * Prints the recorded call and what the images are.
 */
public final class StockImportDriver {

    private StockImportDriver() {}

    /** @param arguments folder for screenshots; folder with the series */
    public static void main(String[] arguments) throws Exception {
        Path pictures = Path.of(arguments[0]);
        new ImageJ(ImageJ.STANDALONE);
        Recorder recorder = new Recorder();
        StockImageJDriver.choose("Import Series...");
        JDialog dialog = StockImageJDriver.await("the dialog", () -> StockImageJDriver.dialog("Import Series"));
        StockTrainingDriver.type(dialog, "Folder", arguments[1]);
        StockImageJDriver.press(dialog, "OK");
        GenericDialog table = StockImageJDriver.await("the table", StockImportDriver::table);
        fields(table).get(1).setText("standard");
        StockImageJDriver.screenshot(table, pictures.resolve("import-dialog.png"));
        press(table, "Import");
        StockImageJDriver.await("the images", () -> StockImageJDriver.image("bssfp_part-phase") != null);
        ImagePlus image = StockImageJDriver.image("bssfp_part-mag");
        System.out.println("frames " + image.getNFrames() + " slices " + image.getNSlices());
        System.out.println(StockImageJDriver.await(
                "the recorded call", () -> recorder.getText().contains("run(\"Import") ? recorder.getText() : null));
        IJ.runMacro(
                "run('Map T1 T2 B0...', 'magnitude=bssfp_part-mag phase=bssfp_part-phase method=[MIRACLE (fast)]');");
        System.out.println("mapped " + (StockImageJDriver.image("T1map") != null));
        System.exit(0);
    }

    private static GenericDialog table() {
        for (Window window : Window.getWindows()) {
            if (window instanceof GenericDialog dialog && dialog.isShowing()) {
                return dialog;
            }
        }
        return null;
    }

    private static List<TextField> fields(Container container) {
        return StockTrainingDriver.all(container).stream()
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast)
                .toList();
    }

    private static void press(GenericDialog dialog, String label) {
        Button button = (Button) StockTrainingDriver.all(dialog).stream()
                .filter(component -> component instanceof Button each
                        && each.getLabel().strip().equals(label))
                .findFirst()
                .orElseThrow();
        dialog.actionPerformed(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label));
    }
}

package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.nio.file.Path;
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
        StockImageJDriver.await("the end of the dialog", () -> !dialog.isShowing());
        JDialog table = StockImageJDriver.await("the table", () -> StockImageJDriver.dialog("Import Series"));
        StockTrainingDriver.type(table, "Increments (degrees)", "standard");
        StockImageJDriver.screenshot(table, pictures.resolve("import-dialog.png"));
        StockImageJDriver.press(table, "Import");
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
}

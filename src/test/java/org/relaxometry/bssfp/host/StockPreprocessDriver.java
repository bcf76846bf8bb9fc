package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JDialog;

/**
 * Preprocesses the sample in stock ImageJ from the menu, replays what the Recorder wrote, and maps what is then shown, with
 * what the dialog fills in.
 *
 * <p>Prints {@code shown TITLE CHECKSUM} for every image, {@code replayed TITLE CHECKSUM} after the replay, the outlines of the
 * masks, and {@code map TITLE CHECKSUM} for every map.
 */
public final class StockPreprocessDriver {

    private static final List<String> IMAGES = List.of("bssfp_part-mag", "bssfp_part-phase", "B1map", "mean magnitude");

    private StockPreprocessDriver() {}

    /** @param arguments folder for screenshots and the recorded macro; folder for the results */
    public static void main(String[] arguments) throws Exception {
        Path pictures = Path.of(arguments[0]);
        Path results = Path.of(arguments[1]);
        new ImageJ(ImageJ.STANDALONE);
        StockImageJDriver.choose("Open Sample Brain");
        StockImageJDriver.await("the sample", () -> StockImageJDriver.image("brain_mag") != null);
        IJ.wait(1000);
        Recorder recorder = new Recorder();

        StockImageJDriver.choose("Preprocess...");
        JDialog dialog = StockImageJDriver.await("the dialog", () -> StockImageJDriver.dialog("Preprocess"));
        StockImageJDriver.screenshot(dialog, pictures.resolve("preprocess-dialog.png"));
        StockImageJDriver.press(dialog, "More…");
        StockImageJDriver.screenshot(dialog, pictures.resolve("preprocess-dialog-more.png"));
        StockTrainingDriver.type(
                dialog, "Output folder", results.resolve("dialog").toString());
        StockImageJDriver.press(dialog, "OK");
        String macro = StockImageJDriver.await("the recorded call", () -> {
            String text = recorder.getText();
            return text.contains("run(\"Preprocess...\"") ? text : null;
        });
        Files.writeString(pictures.resolve("recorded.ijm"), macro);
        print("shown");
        int outlined = 0;
        for (Roi roi : StockImageJDriver.image("mean magnitude").getOverlay()) {
            outlined += roi.getContainedPoints().length;
        }
        System.out.println("outlined voxels: " + outlined);
        recorder.setVisible(false);
        StockImageJDriver.arrange(IMAGES);
        StockImageJDriver.screenshot(null, pictures.resolve("preprocess.png"));

        IMAGES.forEach(title -> StockImageJDriver.close(StockImageJDriver.image(title)));
        // the recorded folder has the results of the first run, which are not to be overwritten
        IJ.runMacro(macro.replace(
                results.resolve("dialog").toString(), results.resolve("macro").toString()));
        print("replayed");

        StockImageJDriver.choose("Map T1 T2 B0...");
        JDialog map = StockImageJDriver.await("the dialog", () -> StockImageJDriver.dialog("Map T1"));
        StockImageJDriver.screenshot(map, pictures.resolve("map-dialog.png"));
        StockImageJDriver.press(map, "OK");
        StockImageJDriver.await("the maps", () -> recorder.getText().contains("run(\"Map T1 T2 B0...\""));
        StockImageJDriver.openMore();
        StockImageJDriver.printMaps("map");
        System.exit(0);
    }

    private static void print(String word) {
        for (String title : IMAGES) {
            ImagePlus image = StockImageJDriver.image(title);
            System.out.println(word + " " + title.replace(' ', '_') + " " + StockImageJDriver.checksum(image));
        }
    }
}

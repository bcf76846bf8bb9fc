package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.process.ImageProcessor;
import java.awt.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.swing.JDialog;

/**
 * Goes the ways of users in stock ImageJ, from dialog to dialog with what each fills in, and replays what the Recorder wrote.
 *
 * <p>Prints {@code chain NAME: K of N images replayed} for each; an image counts whose title and values come again.
 */
public final class StockChainsDriver {

    private static Recorder recorder;
    private static Path pictures;

    private interface Chain {
        void go() throws Exception;
    }

    private StockChainsDriver() {}

    /** @param arguments folder for screenshots and the recorded macros; name of the chain and, after a blank, a folder with a series */
    public static void main(String[] arguments) throws Exception {
        pictures = Path.of(arguments[0]);
        String[] chain = arguments[1].split(" ", 2);
        new ImageJ(ImageJ.STANDALONE);
        chain(chain[0], of(chain[0], chain[1]));
        System.exit(0);
    }

    private static Chain of(String name, String series) {
        return switch (name) {
            case "import-preprocess-map" ->
                () -> {
                    importSeries(series);
                    command("Preprocess...");
                    command("Map T1 T2 B0...");
                };
            case "gibbs-motion-phase" ->
                () -> {
                    importSeries(series);
                    command("Remove Gibbs Ringing...");
                    command("Correct Motion...");
                    command("Reference Phase...");
                };
            case "sample-twice" ->
                () -> {
                    command("Open Sample Brain");
                    command("Open Sample Brain");
                    command("Map T1 T2 B0...", "Method", "MIRACLE (fast)");
                };
            case "two-methods" ->
                () -> {
                    importSeries(series);
                    command("Map T1 T2 B0...");
                    command("Map T1 T2 B0...", "Method", "MIRACLE (fast)");
                    command("Compare Maps...");
                };
            case "start" -> () -> start(series);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void start(String series) throws Exception {
        StockImageJDriver.choose("Start...");
        Frame guide = StockImageJDriver.await("the guide", StockChainsDriver::guide);
        StockTrainingDriver.type(guide, "A folder", series);
        press(guide, "Next", "Import Series...");
        press(guide, "Clean", "Preprocess...");
        press(guide, "Make the maps", "Map T1 T2 B0...");
        guide.setVisible(false);
    }

    private static void chain(String name, Chain chain) throws Exception {
        recorder = new Recorder();
        chain.go();
        StockImageJDriver.screenshot(null, pictures.resolve(name + ".png"));
        Map<String, Long> shown = images();
        String macro = recorder.getText();
        Files.writeString(pictures.resolve(name + ".ijm"), macro);
        recorder.close();
        closeAll();
        IJ.runMacro(macro);
        Map<String, Long> replayed = images();
        closeAll();
        long same = shown.entrySet().stream()
                .filter(image -> image.getValue().equals(replayed.get(image.getKey())))
                .count();
        System.out.println("chain " + name + ": " + same + " of " + shown.size() + " images replayed");
        if (same < shown.size()) {
            System.out.println(shown + "\nreplayed as " + replayed + "\nby\n" + macro);
        }
    }

    /** Chooses a command, types label and text in turn, and waits until it is recorded. */
    private static void command(String label, String... typed) throws Exception {
        int before = recorded(label);
        StockImageJDriver.choose(label);
        if (label.endsWith("...")) {
            String title = label.replace("...", "");
            JDialog dialog = StockImageJDriver.await(label, () -> StockImageJDriver.dialog(title));
            for (int i = 0; i < typed.length; i += 2) {
                StockTrainingDriver.type(dialog, typed[i], typed[i + 1]);
            }
            StockImageJDriver.press(dialog, "OK");
        }
        awaitRecorded(label, before);
    }

    private static void importSeries(String folder) throws Exception {
        String label = "Import Series...";
        int before = recorded(label);
        StockImageJDriver.choose(label);
        JDialog dialog = StockImageJDriver.await(label, () -> StockImageJDriver.dialog("Import Series"));
        StockTrainingDriver.type(dialog, "Folder", folder);
        StockImageJDriver.press(dialog, "OK");
        StockImageJDriver.await("the end of the dialog", () -> !dialog.isShowing());
        acceptTable();
        awaitRecorded(label, before);
    }

    private static void acceptTable() throws Exception {
        JDialog table = StockImageJDriver.await("the table", () -> StockImageJDriver.dialog("Import Series"));
        StockImageJDriver.press(table, "Import");
    }

    private static void press(Frame guide, String button, String label) throws Exception {
        int before = recorded(label);
        StockImageJDriver.press(guide, button);
        if (button.equals("Next")) {
            acceptTable();
        }
        awaitRecorded(label, before);
        // the guide turns its page when the command has ended
        IJ.wait(500);
        StockImageJDriver.settle();
    }

    private static int recorded(String label) {
        return recorder.getText().split("run\\(\"" + Pattern.quote(label), -1).length - 1;
    }

    private static void awaitRecorded(String label, int before) throws Exception {
        StockImageJDriver.await("the record of " + label, () -> recorded(label) > before);
    }

    private static Map<String, Long> images() {
        StockImageJDriver.settle();
        Map<String, Long> sums = new TreeMap<>();
        for (int id : WindowManager.getIDList()) {
            ImagePlus image = WindowManager.getImage(id);
            sums.put(image.getTitle(), checksum(image));
        }
        return sums;
    }

    private static long checksum(ImagePlus image) {
        CRC32 sum = new CRC32();
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            ImageProcessor pixels = image.getStack().getProcessor(plane);
            for (int i = 0; i < pixels.getPixelCount(); i++) {
                int bits = Float.floatToIntBits(pixels.getf(i));
                sum.update(bits);
                sum.update(bits >> 8);
                sum.update(bits >> 16);
                sum.update(bits >> 24);
            }
        }
        return sum.getValue();
    }

    private static void closeAll() {
        for (int id : WindowManager.getIDList()) {
            StockImageJDriver.close(WindowManager.getImage(id));
        }
        StockImageJDriver.settle();
    }

    /** The window of Start; null where it does not show. */
    private static Frame guide() {
        return Arrays.stream(Frame.getFrames())
                .filter(frame -> frame.isShowing() && frame.getTitle().equals("Start"))
                .findFirst()
                .orElse(null);
    }
}

package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/**
 * Trains a small network in stock ImageJ as a user does: from the dialog, with an eye on the losses, until they look good enough;
 * then cancels and maps the sample by what was learnt. Prints ImageJ's log and the mean T1 of one voxel.
 */
public final class StockTrainingDriver {

    private StockTrainingDriver() {}

    /** @param arguments folder for screenshots; folder for the model */
    public static void main(String[] arguments) throws Exception {
        Path pictures = Path.of(arguments[0]);
        new ImageJ(ImageJ.STANDALONE);
        StockImageJDriver.choose("Open Sample Brain");
        StockImageJDriver.await("the sample", () -> StockImageJDriver.image("brain_mag") != null);
        StockImageJDriver.choose("Train Network...");
        JDialog dialog = StockImageJDriver.await("the dialog", () -> StockImageJDriver.dialog("Train Network"));
        type(dialog, "Kind", "SVNN");
        StockImageJDriver.screenshot(dialog, pictures.resolve("train-dialog.png"));
        type(dialog, "Output", arguments[1]);
        type(dialog, "Samples", "50000");
        // many, so that there is something left to cancel on a fast machine
        type(dialog, "Epochs", "200");
        StockImageJDriver.press(dialog, "OK");
        Window window = StockImageJDriver.await("the window with the losses", StockTrainingDriver::lossWindow);
        StockImageJDriver.await("forty epochs", () -> shows(window, "Epoch ([4-9].|1..) of 200.*"));
        StockImageJDriver.screenshot(window, pictures.resolve("train-loss.png"));
        StockImageJDriver.press(window, "Cancel");
        String log = StockImageJDriver.await("the model", () -> {
            String text = IJ.getLog();
            return text != null && text.contains("Next: ") ? text : null;
        });
        System.out.println(log);
        IJ.runMacro("run('Map T1 T2 B0...', 'magnitude=brain_mag phase=brain_phase b1=brain_B1 method=SVNN engine=Java"
                + " model=[" + arguments[1] + "/svnn-12-uniform.safetensors]');");
        ImagePlus map = StockImageJDriver.image("T1map");
        map.setSlice(map.getStackSize() / 2);
        System.out.println("T1 in ms: " + map.getProcessor().getPixelValue(map.getWidth() / 2, map.getHeight() / 2));
        System.exit(0);
    }

    private static Window lossWindow() {
        for (Frame frame : Frame.getFrames()) {
            if (frame.isShowing() && frame.getTitle().startsWith("Training of ")) {
                return frame;
            }
        }
        return null;
    }

    private static boolean shows(Window window, String text) {
        return all(window).stream()
                .anyMatch(component -> component instanceof JLabel label
                        && label.getText() != null
                        && label.getText().matches(text));
    }

    /** Fills in the field whose label begins with this word. */
    static void type(Window window, String word, String value) throws Exception {
        JLabel label = (JLabel) all(window).stream()
                .filter(component ->
                        component instanceof JLabel each && each.getText().startsWith(word))
                .findFirst()
                .orElseThrow();
        SwingUtilities.invokeAndWait(() -> {
            if (label.getLabelFor() instanceof JComboBox<?> box) {
                box.setSelectedItem(value);
            } else {
                all((Container) label.getLabelFor()).stream()
                        .filter(JTextField.class::isInstance)
                        .map(JTextField.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .setText(value);
            }
        });
    }

    /** The container and everything in it. */
    static List<Component> all(Container container) {
        List<Component> found = new ArrayList<>(List.of(container));
        for (Component component : container.getComponents()) {
            if (component instanceof Container inner) {
                found.addAll(all(inner));
            } else {
                found.add(component);
            }
        }
        return found;
    }
}

package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.SwingUtilities;

/**
 * Does in stock ImageJ what a user does: chooses menu entries, presses buttons, looks at the images, and replays what the
 * Recorder wrote. Runs in a Java of its own on a virtual screen, with nothing but ImageJ on the class path; the plugin comes
 * through ImageJ's own class loader.
 *
 * <p>Prints {@code map TITLE CHECKSUM} for every map, {@code replayed TITLE CHECKSUM} after the replay, {@code example TITLE
 * CHECKSUM} after the example macro.
 */
public final class StockImageJDriver {

    private static final List<String> MAPS = List.of(
            "T1map",
            "T2map",
            "fieldmap",
            "M0map",
            "T1sigmamap",
            "T2sigmamap",
            "fieldsigmamap",
            "residualmap",
            "statusmap");

    private StockImageJDriver() {}

    /** @param arguments folder for screenshots, the recorded macro and what the example writes; path of the example macro */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        new ImageJ(ImageJ.STANDALONE);
        Recorder recorder = new Recorder();

        choose("Open Sample Brain");
        // the Recorder mixes up commands that overlap, so wait until the first has been recorded
        await("the sample", () -> recorder.getText().contains("run(\"Open Sample Brain\")"));
        choose("Map T1 T2 B0...");
        JDialog dialog = await("the dialog", () -> dialog("Map T1"));
        screenshot(dialog, folder.resolve("map-dialog.png"));
        press(dialog, "More…");
        screenshot(dialog, folder.resolve("map-dialog-more.png"));
        press(dialog, "OK");
        await("the maps", () -> image("T1map") != null);
        Frame inspector = await("the Inspector beside the maps", StockInspectorDriver::inspector);
        System.out.println("beside the maps: " + inspector.getTitle());
        inspector.dispose();
        recorder.setVisible(false);
        screenshot(null, folder.resolve("maps.png"));
        openMore();
        arrange(MAPS);
        screenshot(null, folder.resolve("stock-imagej.png"));
        printMaps("map");

        String macro = await("the recorded call", () -> {
            String text = recorder.getText();
            return text.contains("run(\"Map T1 T2 B0...\"") ? text : null;
        });
        Files.writeString(folder.resolve("recorded.ijm"), macro);
        closeAll();
        IJ.runMacro(macro);
        printMaps("replayed");
        System.out.println("beside the maps of a macro: " + StockInspectorDriver.inspector());

        closeAll();
        IJ.runMacroFile(arguments[1], folder.resolve("example").toString());
        printMaps("example");
        System.exit(0);
    }

    /** Presses every button below T1, T2 and ΔB0. */
    static void openMore() throws Exception {
        for (String map : List.of("T1map", "T2map", "fieldmap")) {
            for (JButton button : buttons(image(map).getWindow())) {
                SwingUtilities.invokeLater(button::doClick);
            }
        }
        await("the further maps", () -> MAPS.stream().allMatch(map -> image(map) != null));
        settle();
    }

    /** The image of this title, or the newest that is called so as a file. */
    static ImagePlus image(String name) {
        ImagePlus found = WindowManager.getImage(name);
        int[] ids = WindowManager.getIDList();
        for (int id : ids == null || found != null ? new int[0] : ids) {
            String called = WindowManager.getImage(id).getProp("bSSFP_File_Name");
            if (called != null && called.startsWith(name + " of the image ")) {
                found = WindowManager.getImage(id);
            }
        }
        return found;
    }

    private static void closeAll() {
        for (int id : WindowManager.getIDList()) {
            close(WindowManager.getImage(id));
        }
    }

    /** Closes an image that was saved nowhere. */
    static void close(ImagePlus image) {
        image.changes = false;
        image.close();
    }

    static void choose(String label) throws Exception {
        MenuItem item = find(label);
        SwingUtilities.invokeAndWait(
                () -> item.dispatchEvent(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, item.getActionCommand())));
    }

    /** The entry or sub-menu of this name. */
    static MenuItem find(String label) {
        for (int i = 0; i < Menus.getMenuBar().getMenuCount(); i++) {
            MenuItem found = find(Menus.getMenuBar().getMenu(i), label);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalStateException("There is no menu entry \"" + label + "\".");
    }

    private static MenuItem find(Menu menu, String label) {
        for (int i = 0; i < menu.getItemCount(); i++) {
            MenuItem item = menu.getItem(i);
            if (item.getLabel().equals(label)) {
                return item;
            }
            MenuItem found = item instanceof Menu inner ? find(inner, label) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static JDialog dialog(String title) {
        for (Window window : Window.getWindows()) {
            if (window instanceof JDialog dialog
                    && dialog.isShowing()
                    && dialog.getTitle().startsWith(title)) {
                return dialog;
            }
        }
        return null;
    }

    static void press(Window dialog, String text) {
        for (JButton button : buttons(dialog)) {
            if (button.getText().equals(text)) {
                // later, because the button that closes the dialog would wait for itself
                SwingUtilities.invokeLater(button::doClick);
                settle();
                return;
            }
        }
        throw new IllegalStateException("There is no button \"" + text + "\".");
    }

    private static List<JButton> buttons(Container container) {
        List<JButton> buttons = new ArrayList<>();
        for (Component component : container.getComponents()) {
            if (component instanceof JButton button) {
                buttons.add(button);
            } else if (component instanceof Container inner) {
                buttons.addAll(buttons(inner));
            }
        }
        return buttons;
    }

    /** ImageJ on top, the images in rows of five below it, in their first third. */
    static void arrange(List<String> titles) {
        IJ.getInstance().setLocation(20, 20);
        for (int i = 0; i < titles.size(); i++) {
            ImagePlus image = image(titles.get(i));
            image.getWindow().setLocation(20 + i % 5 * 272, 150 + i / 5 * 330);
            image.getWindow().toFront();
            image.setPosition(1, image.getNSlices() / 3, 1);
        }
    }

    static void screenshot(Window window, Path file) throws Exception {
        settle();
        Rectangle area = window == null
                ? new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())
                : new Rectangle(window.getLocationOnScreen(), window.getSize());
        ImageIO.write(new Robot().createScreenCapture(area), "png", new File(file.toString()));
    }

    /** Waits until everything that was asked for has been done and painted, and what that asks for, too. */
    static void settle() {
        try {
            Robot robot = new Robot();
            for (int round = 0; round < 3; round++) {
                Toolkit.getDefaultToolkit().sync();
                robot.waitForIdle();
            }
        } catch (AWTException e) {
            throw new IllegalStateException(e);
        }
    }

    static void printMaps(String word) {
        for (String title : MAPS) {
            System.out.println(word + " " + title + " " + checksum(image(title)));
        }
    }

    /** Of the values as files hold them, plane by plane. */
    static long checksum(ImagePlus image) {
        // T1 and T2 are in seconds there
        boolean inMs = image.getProp("bSSFP_Quantity") != null
                && image.getProp("bSSFP_Quantity").matches("T[12].*");
        CRC32 sum = new CRC32();
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            for (float value : (float[]) image.getStack().getPixels(plane)) {
                int bits = Float.floatToIntBits(inMs ? value / 1000 : value);
                sum.update(bits);
                sum.update(bits >> 8);
                sum.update(bits >> 16);
                sum.update(bits >> 24);
            }
        }
        return sum.getValue();
    }

    static <T> T await(String what, Callable<T> condition) throws Exception {
        long end = System.nanoTime() + 180_000_000_000L;
        while (System.nanoTime() < end) {
            T value = condition.call();
            if (value != null && !Boolean.FALSE.equals(value)) {
                return value;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("Waited in vain for " + what + ".");
    }
}

package org.relaxometry.bssfp.host;

import ij.ImageJ;
import ij.WindowManager;
import java.awt.Frame;
import java.awt.Menu;
import java.nio.file.Path;
import java.util.Arrays;
import javax.swing.JDialog;

/** Opens and cancels the dialog of every entry of the plugin's menu. Prints {@code entry LABEL} and {@code dialog TITLE}. */
public final class StockMenuDriver {

    private StockMenuDriver() {}

    /** @param arguments folder for screenshots */
    public static void main(String[] arguments) throws Exception {
        Path pictures = Path.of(arguments[0]);
        new ImageJ(ImageJ.STANDALONE);
        StockImageJDriver.choose("Open Sample Brain");
        StockImageJDriver.await("the sample", () -> WindowManager.getImage("brain_mag") != null);
        walk((Menu) StockImageJDriver.find("bSSFP Relaxometry"), pictures);
        System.exit(0);
    }

    private static void walk(Menu menu, Path pictures) throws Exception {
        for (int i = 0; i < menu.getItemCount(); i++) {
            String label = menu.getItem(i).getLabel();
            if (menu.getItem(i) instanceof Menu deeper) {
                System.out.println("submenu " + label);
                walk(deeper, pictures);
                continue;
            }
            System.out.println("entry " + label);
            if (label.equals("Start...")) {
                StockImageJDriver.choose(label);
                Frame guide = StockImageJDriver.await(label, StockMenuDriver::guide);
                System.out.println("dialog " + guide.getTitle());
                StockImageJDriver.screenshot(guide, pictures.resolve("Start.png"));
                guide.dispose();
            } else if (label.endsWith("...")) {
                String title = label.replace("...", "");
                StockImageJDriver.choose(label);
                JDialog dialog = StockImageJDriver.await(label, () -> StockImageJDriver.dialog(title));
                System.out.println("dialog " + dialog.getTitle());
                StockImageJDriver.screenshot(dialog, pictures.resolve(title.replace(' ', '-') + ".png"));
                StockImageJDriver.press(dialog, "Cancel");
                StockImageJDriver.await("the end of " + label, () -> !dialog.isShowing());
            }
        }
    }

    /** The window of Start; null where it does not show. */
    private static Frame guide() {
        return Arrays.stream(Frame.getFrames())
                .filter(frame -> frame.isShowing() && frame.getTitle().equals("Start"))
                .findFirst()
                .orElse(null);
    }
}

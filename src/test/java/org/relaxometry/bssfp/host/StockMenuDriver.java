package org.relaxometry.bssfp.host;

import ij.ImageJ;
import ij.WindowManager;
import java.awt.Menu;
import java.nio.file.Path;
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
            if (label.endsWith("...")) {
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
}

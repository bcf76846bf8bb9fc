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
        Menu menu = (Menu) StockImageJDriver.find("bSSFP Relaxometry");
        for (int i = 0; i < menu.getItemCount(); i++) {
            String label = menu.getItem(i).getLabel();
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
        System.exit(0);
    }
}

package org.relaxometry.bssfp.host;

import ij.IJ;
import ij.ImageJ;
import java.nio.file.Path;

/** Runs a macro in stock ImageJ. */
public final class StockMacroDriver {

    private StockMacroDriver() {}

    /** @param arguments folder for screenshots; text of the macro */
    public static void main(String[] arguments) throws Exception {
        new ImageJ(ImageJ.STANDALONE);
        IJ.runMacro(arguments[1]);
        StockImageJDriver.screenshot(null, Path.of(arguments[0]).resolve("macro.png"));
        System.exit(0);
    }
}

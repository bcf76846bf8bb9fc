package org.relaxometry.bssfp.io.load;

import ij.ImagePlus;
import ij.macro.Interpreter;

/** Images that ImageJ counts as open, without windows, as in a macro in batch mode. */
public final class OpenImages implements AutoCloseable {

    private final ImagePlus[] images;

    public OpenImages(ImagePlus... images) {
        this.images = images;
        Interpreter.batchMode = true;
        for (ImagePlus image : images) {
            Interpreter.addBatchModeImage(image);
        }
    }

    @Override
    public void close() {
        for (ImagePlus image : images) {
            Interpreter.removeBatchModeImage(image);
        }
        Interpreter.batchMode = false;
    }
}

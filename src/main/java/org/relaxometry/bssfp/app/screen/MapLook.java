package org.relaxometry.bssfp.app.screen;

import ij.ImagePlus;
import java.util.Optional;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.style.StatusColours;

/**
 * What the values of an image are and which colours they have; it stays with the image, for the window that it may get.
 *
 * @param symbol such as T1
 * @param unit may be empty
 * @param display colours and range; empty for a map of status codes
 */
public record MapLook(String symbol, String unit, Optional<ParameterDisplay> display) {

    private static final String KEY = "bSSFP look";

    /** Gives a map its colours. */
    public static ImagePlus give(ImagePlus image, String symbol, String unit, ParameterDisplay display) {
        image.setLut(display.lut());
        image.setProperty(KEY, new MapLook(symbol, unit, Optional.of(display)));
        return image;
    }

    /** Gives a map of status codes its colours. */
    public static ImagePlus giveStatus(ImagePlus image) {
        image.setLut(StatusColours.lut());
        image.setProperty(KEY, new MapLook("status", "", Optional.empty()));
        return image;
    }

    static Optional<MapLook> of(ImagePlus image) {
        return image.getProperty(KEY) instanceof MapLook look ? Optional.of(look) : Optional.empty();
    }

    /** Symbol and unit. */
    String heading() {
        return symbol + (unit.isEmpty() ? "" : " (" + unit + ")");
    }
}

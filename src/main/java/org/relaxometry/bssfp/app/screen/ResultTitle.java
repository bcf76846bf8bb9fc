package org.relaxometry.bssfp.app.screen;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;

/**
 * Names the images of a run: {@code brain · T1 (ms) · ML}. In Latin letters, since ImageJ saves a recorded macro in those of the
 * system, which may have no Greek.
 *
 * @param prefix before titles and file names
 * @param source what the series is of
 * @param method how the images were made; empty where the source says it
 */
public record ResultTitle(String prefix, String source, String method) {

    private static final String DOT = " · ";

    /** Of a run by an estimator of this name. */
    public static ResultTitle ofEstimator(String prefix, String source, String estimator) {
        return new ResultTitle(prefix, source, estimator.replace("Maximum likelihood", "ML"));
    }

    /**
     * Gives an image its title, which no other open image has, and stores what it is.
     *
     * @param fileName that its file has or would have, without prefix and ending
     * @param kind by which dialogs know it: {@code mask}, {@code B1}, or as its file is named
     * @param quantity symbol, such as T1
     * @param unit of its values; may be empty
     * @return the image
     */
    public ImagePlus name(ImagePlus image, String fileName, String kind, String quantity, String unit) {
        image.setTitle(ImageNames.unique(prefix + text(quantity, unit)));
        ImageProperties.storeSource(image, source);
        ImageProperties.storeQuantity(image, kind);
        ImageProperties.storeFileName(image, prefix + fileName);
        return image;
    }

    /**
     * Gives the parts of a series their titles, and stores of what they are.
     *
     * @param parts titled as their files are named
     * @return the parts
     */
    public List<ImagePlus> nameSeries(List<ImagePlus> parts) {
        for (ImagePlus part : parts) {
            String fileName = prefix + part.getTitle();
            String unit = ImageProperties.phaseUnit(part).isPresent() ? "rad" : "";
            part.setTitle(
                    ImageNames.unique(prefix + text(ImageProperties.role(part).orElseThrow(), unit)));
            ImageProperties.storeSource(part, source);
            ImageProperties.storeFileName(part, fileName);
        }
        return parts;
    }

    /** The title of what is no image, such as a figure. */
    public String of(String what) {
        return prefix + text(what, "");
    }

    private String text(String quantity, String unit) {
        List<String> parts = new ArrayList<>();
        parts.add(source);
        parts.add(latin(quantity) + (unit.isEmpty() ? "" : " (" + unit + ")"));
        parts.add(method);
        parts.removeIf(String::isEmpty);
        return String.join(DOT, parts);
    }

    private static String latin(String quantity) {
        return quantity.replace("Δ", "").replace("σ", "sigma");
    }

    /** What a title says last, which is the method; the whole title where it says nothing of it. */
    public static String methodOf(String title) {
        return title.substring(title.lastIndexOf(DOT) < 0 ? 0 : title.lastIndexOf(DOT) + DOT.length());
    }

    /**
     * What a series is of once steps were done: {@code brain (Gibbs, motion)}.
     *
     * @param steps in a word each; one that is named already is not named again
     */
    public static String after(String source, List<String> steps) {
        String done = steps.stream()
                .filter(step -> !source.matches(".*[(, ]" + Pattern.quote(step) + "[,)].*"))
                .collect(Collectors.joining(", "));
        if (done.isEmpty()) {
            return source;
        }
        boolean more = source.matches(".*\\([^)]*\\p{L}[^)]*\\)");
        return more ? source.substring(0, source.length() - 1) + ", " + done + ")" : source + " (" + done + ")";
    }
}

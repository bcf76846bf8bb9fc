package org.relaxometry.bssfp.app.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.contrast.Contrast;
import org.relaxometry.bssfp.contrast.ReceiveBias;
import org.relaxometry.bssfp.contrast.SyntheticContrast;
import org.relaxometry.bssfp.contrast.TissueVolume;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.space.ScalarVolume;

/**
 * What synthetic images are made of, and the images.
 *
 * @param run the maps
 * @param tissue their values, bounds as bounds, M0 as it is used
 * @param unbiased whether the receiver's bias was taken out of M0
 * @param bounds voxels whose T1 or T2 is no more than a lower bound
 */
record ContrastImages(RunMaps run, TissueVolume tissue, boolean unbiased, int bounds) {

    private static final List<Parameter> MAPS =
            List.of(Parameter.T1, Parameter.T2, Parameter.M0, Parameter.T1_SIGMA, Parameter.T2_SIGMA);

    /**
     * Reads the maps of a run.
     *
     * @param key under which it was named
     * @throws IllegalArgumentException where it has no maps of T1, T2 and M0
     */
    static ContrastImages read(String key, String text, boolean unbias, Progress progress) throws IOException {
        RunMaps run = RunMaps.read(key, text, MAPS, progress);
        float[] t1 = run.require(Parameter.T1).clone();
        float[] t2 = run.require(Parameter.T2).clone();
        float[] m0 = run.require(Parameter.M0);
        float[] t1Sigma = run.values(Parameter.T1_SIGMA).orElse(null);
        float[] t2Sigma = run.values(Parameter.T2_SIGMA).orElse(null);
        int bounds = 0;
        for (int v = 0; v < t1.length; v++) {
            boolean isBound = t1[v] == Float.POSITIVE_INFINITY || t2[v] == Float.POSITIVE_INFINITY;
            bounds += isBound ? 1 : 0;
            t1[v] = bounded(t1[v], run.longestMs());
            t2[v] = bounded(t2[v], run.longestMs());
        }
        TissueVolume tissue = new TissueVolume(
                run.grid(), t1, t2, unbias ? ReceiveBias.remove(run.grid(), m0) : m0, t1Sigma, t2Sigma);
        return new ContrastImages(run, tissue, unbias, bounds);
    }

    private static float bounded(float ms, double longestMs) {
        return ms == Float.POSITIVE_INFINITY ? (float) longestMs : ms;
    }

    /** What a reader of the images must know. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                unbiased
                        ? "M0 holds the sensitivity of the receiver; a smooth function of position (quadratic in ln M0) was"
                                + " taken out, and with it what of the proton density is as smooth."
                        : "M0 holds the sensitivity of the receiver, and so do the synthetic images.");
        if (bounds > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "In %d voxels T1 or T2 is no more than a lower bound, as in fluid: the images are computed with the"
                            + " bound (%.0f ms) there, and have no standard deviation.",
                    bounds,
                    run.longestMs()));
        }
        notes.add(
                tissue.hasSigma()
                        ? "Standard deviations of the images follow from those of T1 and T2, taken as independent; the noise"
                                + " of M0 is not in them."
                        : "The run has no maps of σ(T1) and σ(T2), so the images have no standard deviation.");
        return notes;
    }

    /** The image of a contrast, and its standard deviation where there is one. */
    List<ReadingImage> images(SyntheticContrast synthetic) {
        Contrast contrast = synthetic.contrast();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Contrast", contrast.label());
        about.put("Formula", contrast.formula());
        about.putAll(synthetic.timing().record());
        List<ReadingImage> images = new ArrayList<>();
        images.add(new ReadingImage(
                contrast.fileName(),
                script(contrast),
                "synthetic " + contrast.label(),
                new ScalarVolume(tissue.grid(), tissue.signal(synthetic)),
                run.geometry(),
                about));
        if (tissue.hasSigma()) {
            images.add(new ReadingImage(
                    contrast.sigmaFileName(),
                    script(contrast) + "_sigma",
                    "σ(synthetic " + contrast.label() + ")",
                    new ScalarVolume(tissue.grid(), tissue.sigma(synthetic)),
                    run.geometry(),
                    about));
        }
        return images;
    }

    /** How the images come about. */
    RunRecord record() {
        RunRecord record = new RunRecord(run.inputs(), List.of(), run.warnings());
        describe(record);
        return record;
    }

    /** Puts into a record what images of these maps come from. */
    void describe(RunRecord record) {
        record.put("MethodOfMaps", run.stated("Method"))
                .put("ReceiveBiasRemoved", unbiased)
                .put("VoxelsWithBounds", bounds)
                .put("SyntheticNotes", notes());
    }

    static String script(Contrast contrast) {
        return contrast.label().toLowerCase(Locale.ROOT);
    }
}

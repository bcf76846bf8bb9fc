package org.relaxometry.bssfp.app.group;

import java.util.Map;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.method.NetworkMethod;

/** What network is trained, on what, and how. */
public final class TrainingKeys {

    private final Keys keys;

    private TrainingKeys(Keys all) {
        keys = all.group();
    }

    /**
     * Everything that can be said of a training.
     *
     * @param protocolFile declared among them
     */
    public static TrainingKeys all(Keys all, Key<String> protocolFile) {
        TrainingKeys training = new TrainingKeys(all);
        Keys keys = training.keys;
        keys.add(kind());
        keys.add(Key.choice(
                "distribution",
                "Distribution of T1 and T2",
                "uniform: T1 360-2080, T2 20-120 ms; uniform extended: 360-5000, 20-2500 ms; in vivo:"
                        + " brain tissue at 3 T"
                        + " from published values; from maps: the density of your own T1 and T2 maps.",
                TrainingRequest.UNIFORM,
                TrainingRequest.UNIFORM_EXTENDED,
                TrainingRequest.LOG_UNIFORM_EXTENDED,
                TrainingRequest.IN_VIVO,
                TrainingRequest.FROM_MAPS));
        keys.add(snr());
        keys.add(Key.text(
                "epochs",
                "Epochs",
                "Most passes over the training samples. Empty: 20; with the schedule constant 300."));
        keys.add(Key.text(
                        "name",
                        "Name of the model",
                        "Becomes the name of its files. Empty: such as svnn-complex-12-uniform.")
                .more());
        all.add(protocolFile);
        keys.add(Key.image(
                        "t1map",
                        "T1map",
                        "For the distribution from maps: title of an open image or path of a file, in ms or s.")
                .shownAs("T1 map")
                .more());
        keys.add(Key.image("t2map", "T2map", "For the distribution from maps, on the voxels of the T1 map.")
                .shownAs("T2 map")
                .more());
        keys.add(Key.text("t1", "T1 range (ms)", "Such as 360-2080. Empty: that of the distribution.")
                .more());
        keys.add(Key.text("t2", "T2 range (ms)", "Such as 20-120. Empty: that of the distribution.")
                .more());
        keys.add(samples());
        keys.add(Key.text("batch", "Batch size", "Samples per step. Empty: 128; for noise-aware 512.")
                .more());
        keys.add(
                Key.text("rate", "Rate of learning", "Highest learning rate of Adam. Empty: that of kind and schedule.")
                        .more());
        keys.add(Key.choice(
                        "schedule",
                        "Schedule",
                        "one cycle: the learning rate rises and falls once, which trains well in few"
                                + " epochs; constant: as published,"
                                + " 300 epochs, rate 2e-4, batch 128, patience 25.",
                        TrainingRequest.ONE_CYCLE,
                        TrainingRequest.CONSTANT)
                .more());
        keys.add(Key.text(
                        "patience",
                        "Patience (epochs)",
                        "Training ends after so many epochs without a smaller validation loss. Empty: as"
                                + " many as there are"
                                + " epochs; with the schedule constant 25.")
                .more());
        keys.add(Key.text(
                        "hidden",
                        "Hidden layers",
                        "Units of every hidden layer, such as 64, 64. Empty: 64, 64 for magnitudes, else 256, 256.")
                .more());
        keys.add(seed());
        return training;
    }

    /** The little that is said of a training for one series, on the spot. */
    public static TrainingKeys onTheSpot(Keys all) {
        TrainingKeys training = new TrainingKeys(all);
        Keys keys = training.keys;
        keys.add(kind());
        keys.add(Key.choice(
                "distribution",
                "Distribution of T1 and T2",
                "uniform: T1 360-2080, T2 20-120 ms; uniform extended: 360-5000, 20-2500 ms; in vivo: brain tissue"
                        + " at 3 T from published values.",
                TrainingRequest.UNIFORM,
                TrainingRequest.UNIFORM_EXTENDED,
                TrainingRequest.LOG_UNIFORM_EXTENDED,
                TrainingRequest.IN_VIVO));
        keys.add(Key.text("epochs", "Epochs", "Passes over the training samples, of one cycle of the learning rate.")
                .usual("1"));
        keys.add(snr().more());
        keys.add(samples());
        keys.add(seed());
        return training;
    }

    /** What was typed, by key. */
    public Map<String, String> texts() {
        return keys.texts();
    }

    private static Key<String> kind() {
        return Key.choice(
                        "kind",
                        "Kind of network",
                        "SVNN learns parameters, PINN the signal model; from magnitudes, or, complex,"
                                + " with off-resonance; full"
                                + " circle works at every off-resonance; noise-aware takes noisy voxels"
                                + " and gives uncertainties.",
                        Methods.NETWORKS.stream().map(NetworkMethod::title).toArray(String[]::new))
                .usual(NetworkChoice.SVNN_COMPLEX);
    }

    private static Key<String> snr() {
        return Key.text(
                "snr",
                "SNR of the samples",
                "0.074/(√2 η), η the standard deviation of the noise of real and imaginary part of every"
                        + " cycle at M0 = 1: a"
                        + " number, inf, or a range such as 5-100. Empty: inf; for noise-aware 5-100.");
    }

    private static Key<String> samples() {
        return Key.text("samples", "Samples", "Simulated samples: 60 % train, 20 % validate, 20 % test. Empty: 400000.")
                .more();
    }

    private static Key<String> seed() {
        return Key.text(
                        "seed",
                        "Seed",
                        "Of all random numbers: the same keys and seed give the same network. Empty: 1.")
                .more();
    }
}

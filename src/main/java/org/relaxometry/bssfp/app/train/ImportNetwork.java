package org.relaxometry.bssfp.app.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.model.PublishedModels;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** A network published as a PyTorch file becomes a model of this program: weights and a card that says what they are for. */
@Plugin(
        type = Command.class,
        name = "importnetwork",
        label = "Import Network...",
        description = "Turns a published PyTorch state_dict (.pt) into a model that Map T1 T2 B0... can use.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ImportNetwork extends RelaxometryCommand {

    private static final String UNSAID = "not stated";

    /** Published networks, rightly stated, miss by 0.1 to 0.8 % without noise; wrongly stated by 1.8 to 42 %. */
    private static final double EXPECTED_PERCENT = 1.5;

    /** More than any published network misses by, also of those trained on noisy samples. */
    private static final double MAX_PERCENT = 10;

    private final Key<String> file = key(
            Key.file("file", "File (.pt)", "The PyTorch state_dict. It is read without running any code it may hold."));

    private final Key<String> kind = key(Key.choice(
            "kind",
            "Kind",
            "How the published network was trained. Complex or magnitude is seen from the file.",
            UNSAID,
            "SVNN",
            "PINN"));

    private final Key<String> cycles = key(Key.choice(
            "cycles",
            "Cycles",
            "Number of phase cycles the published network was trained for. The file does not tell: a wrong"
                    + " number gives wrong maps.",
            UNSAID,
            "12",
            "6",
            "4"));

    private final Key<String> distribution = key(Key.choice(
            "distribution",
            "Distribution",
            "What the published network was trained on. The file does not tell: a wrong one gives wrong maps.",
            UNSAID,
            "uniform",
            "uniform extended"));

    private final Key<String> name = key(Key.text(
            "name",
            "Name",
            "Name of the model and its two files. Empty: that of the PyTorch file, or the one in the card."));

    private final Key<String> output = key(Key.folder(
            "output", "Output folder", "Where the two files of the model are written; made if it does not exist."));

    private final Key<String> card = key(Key.file(
                    "card",
                    "Card (JSON)",
                    "A model card for a network that is not one of the published ones, instead of 'kind', 'cycles' and"
                            + " 'distribution'.")
            .more());

    private final Key<Boolean> overwrite = key(Key.tick(
                    "overwrite",
                    "Overwrite existing files",
                    "Whether a model of this name in the output folder may be replaced.",
                    false)
            .more());

    @Override
    protected void execute() throws IOException {
        if (file.value().isEmpty()) {
            throw new IllegalArgumentException("No PyTorch file was given: give file=….pt.");
        }
        if (output.value().isEmpty()) {
            throw new IllegalArgumentException("Nowhere to write the model to: give output=FOLDER.");
        }
        NetworkModel read = card.value().isEmpty() ? published() : withCard();
        NetworkModel model =
                name.value().isEmpty() ? read : new NetworkModel(read.card().withName(name.value()), read.weights());
        check(model);
        Path written = write(model);
        log(new NetworkChoice(model, "imported from " + file.value()).describe());
        log("It was trained for " + model.card().protocol().describe() + ".");
        log("Wrote " + written + " and its card. To map with it: method=\""
                + model.card().methodName() + "\" model=\"" + written + "\".");
    }

    /** Returns the weights file. */
    private Path write(NetworkModel model) throws IOException {
        try (ResultFolder folder = new ResultFolder(output.value(), "", overwrite.value())) {
            Path staging = null;
            for (String file : ModelFiles.fileNames(model.card().name())) {
                staging = folder.place(file).getParent();
            }
            ModelFiles.write(model, staging, true);
            Path written = folder.publish().get(0);
            folder.remarks().forEach(this::log);
            return written;
        }
    }

    private NetworkModel published() throws IOException {
        if (said().contains(UNSAID)) {
            throw new IllegalArgumentException(
                    "A PyTorch file does not tell what its network was trained for: give 'kind',"
                            + " 'cycles' and 'distribution' of a published network, or 'card' for another one.");
        }
        NetworkKind trained = kind.value().equals(NetworkKind.SVNN.label()) ? NetworkKind.SVNN : NetworkKind.PINN;
        return PublishedModels.read(
                FileName.path("file", file.value()), trained, Integer.parseInt(cycles.value()), distribution.value());
    }

    private NetworkModel withCard() throws IOException {
        if (said().stream().anyMatch(each -> !each.equals(UNSAID))) {
            throw new IllegalArgumentException(
                    "The card says what the network was trained for: leave 'kind', 'cycles' and" + " 'distribution' at "
                            + UNSAID + ".");
        }
        return PublishedModels.read(FileName.path("file", file.value()), FileName.path("card", card.value()));
    }

    private void check(NetworkModel model) {
        SimulationCheck check = SimulationCheck.of(model);
        String errors = String.format(
                Locale.ROOT,
                "On voxels simulated as stated, without noise, the network misses T1 by %.2g %% and T2 by %.2g %% (median).",
                check.t1Percent(),
                check.t2Percent());
        double worst = Math.max(check.t1Percent(), check.t2Percent());
        if (card.value().isEmpty() && !(worst <= MAX_PERCENT)) {
            throw new IllegalArgumentException(
                    errors + " It was trained for something else: check 'cycles' and 'distribution'.");
        }
        log(errors);
        if (!(worst <= EXPECTED_PERCENT)) {
            log(
                    "WARNING: Networks trained without noise miss by less than 1 %. Unless this one was trained on noisy samples,"
                            + " what was stated about it is wrong.");
        }
    }

    private List<String> said() {
        return List.of(kind.value(), cycles.value(), distribution.value());
    }
}

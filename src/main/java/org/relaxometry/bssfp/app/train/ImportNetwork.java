package org.relaxometry.bssfp.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.model.PublishedModels;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A network published as a PyTorch file becomes a model of this program: weights and a card that says what they are for. */
@Plugin(
        type = Command.class,
        name = "importnetwork",
        label = "Import Network...",
        description = "Turns a published PyTorch state_dict (.pt) into a model that Map T1 T2 B0... can use.",
        attrs = @Attr(name = "no-record"))
public class ImportNetwork extends RelaxometryCommand {

    private static final String UNSAID = "not stated";

    /** Published networks, rightly stated, miss by 0.1 to 0.8 % without noise; wrongly stated by 1.8 to 42 %. */
    private static final double EXPECTED_PERCENT = 1.5;

    /** More than any published network misses by, also of those trained on noisy samples. */
    private static final double MAX_PERCENT = 10;

    @Parameter(
            label = "File (.pt)",
            description = "The PyTorch state_dict. It is read without running any code it may hold.",
            style = InputField.FILE_STYLE,
            required = false,
            persist = false)
    private String file = "";

    @Parameter(
            label = "Kind",
            description = "How the published network was trained. Complex or magnitude is seen from the file.",
            choices = {UNSAID, "SVNN", "PINN"},
            required = false,
            persist = false)
    private String kind = UNSAID;

    @Parameter(
            label = "Cycles",
            description =
                    "Number of phase cycles the published network was trained for. The file does not tell: a wrong"
                            + " number gives wrong maps.",
            choices = {UNSAID, "12", "6", "4"},
            required = false,
            persist = false)
    private String cycles = UNSAID;

    @Parameter(
            label = "Distribution",
            description =
                    "What the published network was trained on. The file does not tell: a wrong one gives wrong maps.",
            choices = {UNSAID, "uniform", "uniform extended"},
            required = false,
            persist = false)
    private String distribution = UNSAID;

    @Parameter(
            label = "Name",
            description =
                    "Name of the model and its two files. Empty: that of the PyTorch file, or the one in the card.",
            required = false,
            persist = false)
    private String name = "";

    @Parameter(
            label = "Output folder",
            description = "Where the two files of the model are written; made if it does not exist.",
            style = InputField.FOLDER_STYLE,
            required = false,
            persist = false)
    private String output = "";

    @Parameter(
            label = "Card (JSON)",
            description =
                    "A model card for a network that is not one of the published ones, instead of kind, cycles and"
                            + " distribution.",
            style = InputField.FILE_STYLE,
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String card = "";

    @Parameter(
            label = "Overwrite existing files",
            description = "Whether a model of this name in the output folder may be replaced.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private boolean overwrite = false;

    @Override
    protected void execute() throws IOException {
        if (isEmpty(file)) {
            throw new IllegalArgumentException("No PyTorch file was given: give file=….pt.");
        }
        if (isEmpty(output)) {
            throw new IllegalArgumentException("Nowhere to write the model to: give output=FOLDER.");
        }
        NetworkModel read = isEmpty(card) ? published() : withCard();
        NetworkModel model =
                isEmpty(name) ? read : new NetworkModel(read.card().withName(name.strip()), read.weights());
        check(model);
        Path folder = Files.createDirectories(Path.of(output.strip()));
        Path written = ModelFiles.write(model, folder, overwrite);
        log(new NetworkChoice(model, "imported from " + file.strip()).describe());
        log("It was trained for " + model.card().protocol().describe() + ".");
        log("Wrote " + written + " and its card. To map with it: method=\""
                + model.card().methodName() + "\" model=\"" + written + "\".");
    }

    private NetworkModel published() throws IOException {
        if (said().contains(UNSAID)) {
            throw new IllegalArgumentException(
                    "A PyTorch file does not tell what its network was trained for: give kind,"
                            + " cycles and distribution of a published network, or card for another one.");
        }
        NetworkKind trained = kind.equals(NetworkKind.SVNN.label()) ? NetworkKind.SVNN : NetworkKind.PINN;
        return PublishedModels.read(Path.of(file.strip()), trained, Integer.parseInt(cycles), distribution);
    }

    private NetworkModel withCard() throws IOException {
        if (said().stream().anyMatch(each -> !each.equals(UNSAID))) {
            throw new IllegalArgumentException("The card says what the network was trained for: leave kind, cycles and"
                    + " distribution " + UNSAID + ".");
        }
        return PublishedModels.read(Path.of(file.strip()), Path.of(card.strip()));
    }

    private void check(NetworkModel model) {
        SimulationCheck check = SimulationCheck.of(model);
        String errors = String.format(
                Locale.ROOT,
                "On voxels simulated as stated, without noise, the network misses T1 by %.2g %% and T2 by %.2g %% (median).",
                check.t1Percent(),
                check.t2Percent());
        double worst = Math.max(check.t1Percent(), check.t2Percent());
        if (isEmpty(card) && !(worst <= MAX_PERCENT)) {
            throw new IllegalArgumentException(
                    errors + " It was trained for something else: check cycles and distribution.");
        }
        log(errors);
        if (!(worst <= EXPECTED_PERCENT)) {
            log(
                    "WARNING: Networks trained without noise miss by less than 1 %. Unless this one was trained on noisy samples,"
                            + " what was stated about it is wrong.");
        }
    }

    private List<String> said() {
        return List.of(kind, cycles, distribution);
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}

package org.relaxometry.bssfp.app.map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.image.HyperStacks;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.protocol.Protocol;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Maps that an earlier run wrote, as it showed them: units of the screen, colours, titles, record, orientation. */
@Plugin(
        type = Command.class,
        name = "openmaps",
        label = "Open Maps...",
        description = "Maps of an earlier run in the units, colours and places in which the run showed them.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class OpenMaps extends RelaxometryCommand {

    private final Key<String> folder = key(Key.folder(
                    "folder",
                    "Folder",
                    "Output folder of a mapping run, or one of its maps, such as T1map.nii.gz: all maps of that run are opened.")
            .shownAs("Folder of the maps"));

    @Override
    public List<Result> results() {
        return MapWindows.results().stream()
                .filter(result -> result.kind() == Result.Kind.IMAGE)
                .toList();
    }

    @Override
    protected void execute() throws IOException {
        if (folder.value().isEmpty()) {
            throw new IllegalArgumentException("Nothing to open was given: give folder=FOLDER.");
        }
        if (!audience().takesImages()) {
            throw new IllegalArgumentException("Without a screen there is nothing to open maps on.");
        }
        RunFiles run = RunFiles.of(folder.name(), folder.value());
        Map<Parameter, ImagePlus> maps = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.values()) {
            Optional<Path> file = run.map(parameter);
            if (file.isPresent()) {
                maps.put(parameter, open(file.get(), run.prefix(), parameter));
            }
        }
        Optional<Path> status = run.status();
        MapWindows.show(
                maps,
                status.isPresent() ? Optional.of(open(status.get(), run.prefix(), null)) : Optional.empty(),
                audience());
        log("Opened " + maps.size() + " maps of " + run.folder() + ".");
    }

    /** @param parameter null for the status */
    private ImagePlus open(Path file, String prefix, Parameter parameter) throws IOException {
        JsonObject record = record(file);
        String name = file.getFileName().toString().replace(".nii.gz", "");
        ImagePlus image = HyperStacks.of(NiftiReader.read(file, progress("Reading")), name);
        if (text(record, "Units").equals("s")) {
            milliseconds(image);
        }
        image.getCalibration().setValueUnit(parameter == null ? "code" : parameter.unit());
        image.setProperty("Info", RunRecord.info(record));
        ImageProperties.storeRecord(image, record);
        protocol(record).ifPresent(protocol -> ImageProperties.storeProtocol(image, protocol));
        ResultTitle title = ResultTitle.ofEstimator(prefix, source(record, file), text(record, "Method"));
        return parameter == null ? MapWindows.status(image, title) : MapWindows.named(parameter, image, title);
    }

    private static JsonObject record(Path file) throws IOException {
        Path json = RunFiles.record(file);
        if (Files.exists(json) && BoundedJson.parseRecord(Files.readString(json)) instanceof JsonObject record) {
            return record;
        }
        throw new IllegalArgumentException(
                "'" + file + "' has no record beside it, and without it nobody knows its unit." + " Expected '"
                        + json.getFileName() + "', as Map T1 T2 B0… writes it.");
    }

    private static String text(JsonObject record, String name) {
        return record.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    private static Optional<Protocol> protocol(JsonObject record) throws IOException {
        if (!(record.get("Protocol") instanceof JsonObject stated)) {
            return Optional.empty();
        }
        return ProtocolJson.parse(stated.toString(), "record of the map").protocol();
    }

    /** By the first file that the run has read. */
    private static String source(JsonObject record, Path file) {
        String first = record.get("Inputs") instanceof JsonArray inputs
                        && !inputs.isEmpty()
                        && inputs.get(0) instanceof JsonObject input
                ? ImageNames.source(FileName.of(text(input, "Name")))
                : "";
        return first.isEmpty() ? FileName.parent(file.toString()) : first;
    }

    /** As windows have times. */
    private static void milliseconds(ImagePlus image) {
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            float[] pixels = (float[]) image.getStack().getPixels(plane);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] *= 1000;
            }
        }
    }
}

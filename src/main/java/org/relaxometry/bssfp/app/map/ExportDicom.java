package org.relaxometry.bssfp.app.map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.MapVolume;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Maps that an earlier run wrote, as DICOM for the PACS. */
@Plugin(
        type = Command.class,
        name = "exportdicom",
        label = "Export DICOM...",
        description = "Maps of an earlier run as DICOM series, in the examination they come from.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ExportDicom extends RelaxometryCommand {

    private final Key<String> folder = key(
            Key.place(
                    "folder",
                    "Folder",
                    "Output folder of a mapping run, or one of its maps, such as T1map.nii.gz: all maps of that run are written."));

    private final DicomKeys dicom = new DicomKeys(keys, false);

    private final OutputKeys output = new OutputKeys(
            keys, "Where the DICOM files are written, best nothing else; made if it does not exist.", "sub-01_");

    @Override
    protected void execute() throws IOException {
        if (folder.value().isEmpty()) {
            throw new IllegalArgumentException("Nothing to export was given: give folder=FOLDER.");
        }
        if (!output.isGiven()) {
            throw new IllegalArgumentException("Where to write the DICOM files was not given: give output=FOLDER.");
        }
        dicom.requireValid();
        try (ResultFolder results = output.folder()) {
            DicomResults.claim(results);
            RunFiles run = RunFiles.of(folder.name(), folder.value());
            requireOneRun(run);
            export(
                    RunMaps.files(folder.name(), folder.value(), List.of(Parameter.values()), progress("Reading")),
                    run.folder().resolve(run.prefix() + ResultWriter.pictureFile(MapFiles.FIGURE)),
                    results);
        }
    }

    /** Maps that several runs have left under one prefix are not written as if they belonged together. */
    private static void requireOneRun(RunFiles run) {
        Map<Optional<String>, String> runs = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(Parameter.values()).flatMap(parameter -> run.map(parameter).stream()),
                        run.status().stream())
                .forEach(file ->
                        runs.putIfAbsent(RunId.of(file), file.getFileName().toString()));
        if (runs.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + run.folder() + "' holds maps of different runs under one prefix, as their" + " records say: "
                            + String.join(" and ", runs.values()) + ". Map again into an empty folder.");
        }
    }

    private void export(RunMaps maps, Path figure, ResultFolder results) throws IOException {
        requireOnePlace(maps);
        RunRecord record = new RunRecord(maps.inputs(), List.of(), maps.warnings()).put("MadeBy", maps.record());
        DicomMaps target = DicomMaps.of(
                dicom,
                maps.geometry(),
                maps.grid(),
                OpenMaps.protocol(maps.record()),
                inputs(maps),
                progress("Reading the source"));
        target.warning().ifPresent(text -> {
            log("WARNING: " + text);
            record.warn(text);
        });
        Optional<Protocol> protocol = OpenMaps.protocol(maps.record());
        DicomResults written = target.results(
                results, record, maps.stated("Method"), account(maps, protocol), protocol, progress("Writing"));
        for (Map.Entry<Parameter, MapVolume> map : maps.volumes().entrySet()) {
            written.map(map.getKey(), boundsAsNumbers(map.getValue().planes(), maps.longestMs()));
        }
        if (maps.status().isPresent()) {
            written.status(MapFiles.STATUS, maps.status().get().planes());
        }
        if (Files.exists(figure)) {
            written.figure(picture(figure));
        }
        written.publish(this::log);
    }

    private static void requireOnePlace(RunMaps maps) {
        maps.volumes().forEach((parameter, map) -> {
            if (!map.geometry().equals(maps.geometry())) {
                throw new IllegalArgumentException(
                        parameter.fileName() + " does not lie where the other maps of the run do.");
            }
        });
    }

    /** What the run has read, so that its maps are in one study whether they are exported at once or later. */
    private static List<InputFile> inputs(RunMaps maps) {
        List<InputFile> inputs = new ArrayList<>();
        if (maps.record().get("Inputs") instanceof JsonArray all) {
            for (JsonElement each : all) {
                if (each instanceof JsonObject input && input.get("SHA256") instanceof JsonPrimitive sha256) {
                    inputs.add(new InputFile("", "", sha256.getAsString()));
                }
            }
        }
        return inputs.isEmpty() ? maps.inputs() : inputs;
    }

    /** Lower bounds of T1 and T2 as the map holds them, and as the mapping commands write them. */
    private static float[][] boundsAsNumbers(float[][] planes, double longestMs) {
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = plane[i] == Float.POSITIVE_INFINITY ? (float) longestMs : plane[i];
            }
        }
        return planes;
    }

    private static String account(RunMaps maps, Optional<Protocol> protocol) {
        return Version.footer(
                maps.stated("Method"),
                protocol.map(Protocol::describe).orElse("protocol not known"),
                maps.stated("B1"),
                "run " + maps.stated(RunId.KEY));
    }

    private static BufferedImage picture(Path figure) throws IOException {
        BufferedImage picture = ImageIO.read(figure.toFile());
        if (picture == null) {
            throw new IOException("'" + figure + "' is not a picture.");
        }
        return picture;
    }
}

package org.relaxometry.bssfp.app.map;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.DicomTarget;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.MapVolume;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;
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

    private final Key<String> folder = key(Key.place(
                    "folder",
                    "Folder",
                    "Output folder of a mapping run, or one of its maps, such as T1map.nii.gz: all maps of that run are written.")
            .shownAs("Folder of the maps"));

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
            DicomResults.claimMaps(results);
            RunFiles run = RunFiles.of(folder.name(), folder.value());
            RunMaps maps =
                    RunMaps.files(folder.name(), folder.value(), List.of(Parameter.values()), progress("Reading"));
            export(maps, waterAndFat(run, maps), results);
        }
    }

    /** The maps of a run of Map Water and Fat, which has some in common with those of other runs; empty where it is one of those. */
    private Map<Quantity, ScalarVolume> waterAndFat(RunFiles run, RunMaps maps) throws IOException {
        Map<Quantity, ScalarVolume> found = new EnumMap<>(Quantity.class);
        if (run.map(Quantity.FAT_FRACTION.fileName()).isEmpty()) {
            return found;
        }
        for (Quantity quantity : Quantity.values()) {
            Optional<Path> file = run.map(quantity.fileName());
            if (file.isPresent()) {
                MapVolume map = MapVolume.read(file.get(), progress("Reading"));
                requirePlace(quantity.fileName(), map.geometry(), maps);
                found.put(quantity, new ScalarVolume(map.grid(), map.values()));
            }
        }
        return found;
    }

    /** @throws IllegalArgumentException where the run has none */
    private static ScalarVolume status(RunMaps maps) {
        MapVolume status = maps.status()
                .orElseThrow(() -> new IllegalArgumentException("The run '" + maps.source()
                        + "' has no map of status, so it is not whole. Map again into an empty folder."));
        return new ScalarVolume(status.grid(), status.values());
    }

    private void export(RunMaps maps, Map<Quantity, ScalarVolume> fat, ResultFolder results) throws IOException {
        maps.volumes().forEach((parameter, map) -> requirePlace(parameter.fileName(), map.geometry(), maps));
        RunRecord record = new RunRecord(maps.inputs(), List.of(), maps.warnings()).put("MadeBy", maps.record());
        DicomTarget target = DicomTarget.of(
                        dicom,
                        maps.geometry(),
                        maps.grid(),
                        maps.protocol(),
                        maps.madeFrom(),
                        progress("Reading the source"))
                .warn(this::log, record);
        DicomResults written = target.results(
                results, record, maps.stated("Method"), account(maps, target.protocol()), progress("Writing"));
        if (fat.isEmpty()) {
            write(maps, written);
        } else {
            written.waterAndFat(fat, status(maps), MapFiles.STATUS, maps.geometry());
        }
        written.publish(this::log);
    }

    private static void write(RunMaps maps, DicomResults written) throws IOException {
        VolumeGrid grid = maps.grid();
        List<MapPanel> panels = new ArrayList<>();
        for (Map.Entry<Parameter, MapVolume> map : maps.volumes().entrySet()) {
            float[][] planes =
                    new ScalarVolume(grid, maps.boundsAsNumbers(map.getValue().values())).planes();
            written.map(map.getKey(), planes, maps.longestMs());
            panels.add(MapPanel.of(map.getKey(), planes, grid.nx(), grid.ny()));
        }
        if (maps.status().isPresent()) {
            float[][] codes = maps.status().get().planes();
            written.status(MapFiles.STATUS, codes);
            panels.add(MapPanel.ofStatus(codes, grid.nx(), grid.ny()));
        }
        written.figure(panels, maps.geometry());
    }

    private static void requirePlace(String name, NiftiGeometry geometry, RunMaps maps) {
        if (!geometry.equals(maps.geometry())) {
            throw new IllegalArgumentException(name + " does not lie where the other maps of the run do.");
        }
    }

    private static String account(RunMaps maps, Optional<Protocol> protocol) {
        return Version.footer(
                maps.stated("Method"),
                protocol.map(Protocol::describe).orElse("protocol not known"),
                EstimationCommand.withoutName(maps.stated("B1")),
                "run " + maps.stated(RunId.KEY));
    }
}

package org.relaxometry.bssfp.app.roi;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.TypedNoise;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Opens the Inspector: signal, fits and values of the voxel under the cursor or of the selection, live. */
@Plugin(
        type = Command.class,
        name = "inspect",
        label = "Inspector...",
        description = "Signal, fitted signals and values of the voxel under the cursor, by several methods, live.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class InspectVoxels extends EstimationCommand {

    private final Key<String> methods = key(methodsKey(Methods.voxelwiseTitles()));

    private final Key<String> noise = key(Key.text(
                    "noise",
                    "Noise level",
                    "Standard deviation of the noise of real and imaginary part, in image units, for the uncertainties."
                            + " Empty: from the residual of bright voxels.")
            .more());

    @Override
    protected void execute() throws IOException {
        if (GraphicsEnvironment.isHeadless()) {
            throw new IllegalArgumentException("The Inspector is a window and needs a screen. Without one use map for"
                    + " maps and roi for the uncertainty of regions.");
        }
        try (ResultFolder folder = output.folder()) {
            if (folder != null) {
                throw new IllegalArgumentException(
                        "The Inspector writes no files: save from its window, and leave 'output' empty.");
            }
        }
        MethodList list = MethodList.parse(methods.value());
        requireEngineInUse(list);
        NoiseLevel typed = TypedNoise.ofSeries(noise.value());
        CheckedSeries checked = loadAndCheck();
        RunRecord record = new RunRecord(checked.loaded());
        List<StudyMethod> studied = studyMethods(list, checked.series(), record);
        if (typed instanceof NoiseLevel.Sigma given) {
            log(given.report());
        }
        NoiseLevel level = typed instanceof NoiseLevel.Known ? typed : noiseShown(checked.series());
        InspectorWindow.open(InspectedRun.of(checked, studied, level, threads.count()));
    }
}

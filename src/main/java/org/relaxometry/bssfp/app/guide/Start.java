package org.relaxometry.bssfp.app.guide;

import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Opens the guide, where it was left. */
@Plugin(
        type = Command.class,
        name = "start",
        label = "Start...",
        description = "The way from a folder to maps and a report, page after page.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class Start extends RelaxometryCommand {

    @Override
    protected void execute() {
        if (GraphicsEnvironment.isHeadless() || !audience().isPerson()) {
            throw new IllegalArgumentException(
                    "Start is a guide of windows for a person at a screen. Without one use the"
                            + " commands that it runs: import, preprocess, map, roi, report and qc.");
        }
        // what is recorded is what it runs
        Recorder.setCommand(null);
        SwingUtilities.invokeLater(GuideWindow::open);
    }
}

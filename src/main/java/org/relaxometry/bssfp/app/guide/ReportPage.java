package org.relaxometry.bssfp.app.guide;

import java.util.List;
import java.util.Map;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JRadioButton;

/** What is asked of the maps. */
final class ReportPage extends GuidePage {

    private static final long serialVersionUID = 1L;

    private final JRadioButton report =
            new JRadioButton("Quality control: one page about the series, with warnings in plain words");
    private final JRadioButton regions =
            new JRadioButton("Regions: T1 and T2 of what you have outlined, and how precise they are");

    ReportPage() {
        super(
                "4. Report",
                "The page opens in the browser, the table of the regions in a window. Do one, then the other.");
        ButtonGroup group = new ButtonGroup();
        List.of(report, regions).forEach(group::add);
        report.setSelected(true);
        put(report);
        put(regions);
        put(new JLabel(
                html("For regions, first outline a part of a map with ImageJ's tools, or fill the ROI Manager.")));
    }

    @Override
    String takes() {
        return "qc";
    }

    @Override
    String action() {
        return "Run";
    }

    @Override
    Call call() {
        return new Call(report.isSelected() ? "qc" : "roi", Map.of());
    }
}

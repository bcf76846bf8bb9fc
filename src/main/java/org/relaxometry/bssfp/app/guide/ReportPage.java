package org.relaxometry.bssfp.app.guide;

import java.util.List;
import java.util.Map;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JRadioButton;

/** What is asked of the maps. */
final class ReportPage extends GuidePage {

    private static final long serialVersionUID = 1L;

    private final JRadioButton quality =
            new JRadioButton("Quality control: one page about the series, with warnings in plain words");
    private final JRadioButton patient = new JRadioButton(
            "Report: one page about the patient, T1 and T2 of what you have outlined with their uncertainty");
    private final JRadioButton regions =
            new JRadioButton("Precision: T1 and T2 of what you have outlined, by adding noise again and again");

    ReportPage() {
        super("4. Report", "The pages open in the browser, tables in a window. Do one, then the other.");
        ButtonGroup group = new ButtonGroup();
        List.of(quality, patient, regions).forEach(group::add);
        quality.setSelected(true);
        put(quality);
        put(patient);
        put(regions);
        put(new JLabel(
                html("For the last two, first outline a part of a map with ImageJ's tools, or fill the ROI Manager.")));
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
        return new Call(quality.isSelected() ? "qc" : patient.isSelected() ? "report" : "roi", Map.of());
    }
}

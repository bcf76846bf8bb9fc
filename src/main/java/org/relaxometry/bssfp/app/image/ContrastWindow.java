package org.relaxometry.bssfp.app.image;

import ij.ImagePlus;
import java.awt.BorderLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.event.KeyEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.screen.ImageWindows;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.contrast.Contrast;
import org.relaxometry.bssfp.contrast.SyntheticContrast;
import org.relaxometry.bssfp.contrast.Timing;
import org.relaxometry.bssfp.contrast.Timing.Kind;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;

/** Sliders for the times of a synthetic contrast, beside the image that they change. */
final class ContrastWindow {

    private static final int SLIDER_STEPS = 1000;

    private static final int WIDTH = 420;

    /** From the shortest time that a slider gives to the longest, in ms; equal steps are equal ratios. */
    private static final Map<Kind, double[]> RANGES = new EnumMap<>(Map.of(
            Kind.TR, new double[] {20, 15_000},
            Kind.TE, new double[] {1, 500},
            Kind.TI, new double[] {10, 6000},
            Kind.TI2, new double[] {10, 3000}));

    private final ContrastImages tissue;
    private final ResultTitle title;
    private final LiveContrast stack;
    private final ImagePlus image;
    private final JFrame frame;
    private final JComboBox<String> choice = new JComboBox<>(Contrast.labels().toArray(String[]::new));
    private final Map<Kind, JSlider> sliders = new EnumMap<>(Kind.class);
    private final Map<Kind, JLabel> values = new EnumMap<>(Kind.class);
    private final Map<Contrast, Timing> timings = new EnumMap<>(Contrast.class);
    private final JTextField key = new JTextField();
    private final JLabel remark = new JLabel(" ");
    private boolean setting;

    private ContrastWindow(ContrastImages tissue, List<SyntheticContrast> contrasts, ResultTitle title) {
        this.tissue = tissue;
        this.title = title;
        for (Contrast contrast : Contrast.values()) {
            timings.put(contrast, contrast.usual());
        }
        contrasts.forEach(each -> timings.put(each.contrast(), each.timing()));
        SyntheticContrast first = contrasts.get(0);
        stack = new LiveContrast(tissue.tissue(), first);
        image = new ImagePlus("synthetic", stack);
        NiftiGeometry geometry = tissue.run().geometry();
        image.getCalibration().pixelWidth = geometry.voxelSizeMm()[0];
        image.getCalibration().pixelHeight = geometry.voxelSizeMm()[1];
        image.getCalibration().pixelDepth = geometry.voxelSizeMm()[2];
        image.getCalibration().setUnit("mm");
        ImageProperties.storeGeometry(image, geometry);
        title.name(image, "synthetic", "synthetic", "synthetic contrast", "");
        ImageWindows.show(image);
        frame = new JFrame("Synthetic contrasts of " + tissue.run().source());
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.getRootPane()
                .registerKeyboardAction(
                        event -> frame.dispose(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        frame.add(controls(), BorderLayout.CENTER);
        choice.addActionListener(event -> choose());
        choice.setSelectedItem(first.contrast().label());
        choose();
        frame.pack();
        frame.setSize(Math.max(WIDTH, frame.getWidth()), frame.getHeight());
        ImageWindows.placeApartFrom(frame, image);
        frame.setVisible(true);
    }

    /** Opens the window, from any thread. */
    static void open(ContrastImages tissue, List<SyntheticContrast> contrasts, ResultTitle title) {
        SwingUtilities.invokeLater(() -> new ContrastWindow(tissue, contrasts, title));
    }

    private JPanel controls() {
        JPanel panel = new JPanel(new GridBagLayout());
        panel.setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 10));
        row(panel, 0, new JLabel("Contrast"), choice, new JLabel());
        for (Kind kind : Kind.values()) {
            JSlider slider = new JSlider(0, SLIDER_STEPS);
            JLabel value = new JLabel();
            sliders.put(kind, slider);
            values.put(kind, value);
            slider.addChangeListener(event -> slide(kind));
            row(panel, 1 + kind.ordinal(), new JLabel(kind.name()), slider, value);
        }
        JButton keep = new JButton("Keep");
        keep.setToolTipText("Open the image with these times as a stack of its own, with its standard deviation");
        keep.addActionListener(event -> keep());
        key.setEditable(false);
        key.setToolTipText("What makes this image in a macro or on the command line");
        int rows = Kind.values().length;
        row(panel, rows + 1, new JLabel("In a macro"), key, keep);
        GridBagConstraints last = new GridBagConstraints();
        last.gridy = rows + 2;
        last.gridwidth = 3;
        last.fill = GridBagConstraints.HORIZONTAL;
        last.insets = new Insets(6, 4, 0, 4);
        remark.setText(
                "<html><p width=\"" + (WIDTH - 40) + "\">" + String.join("<br>", tissue.notes()) + "</p></html>");
        panel.add(remark, last);
        return panel;
    }

    private static void row(JPanel panel, int y, JComponent label, JComponent middle, JComponent right) {
        GridBagConstraints at = new GridBagConstraints();
        at.gridy = y;
        at.insets = new Insets(2, 4, 2, 4);
        at.anchor = GridBagConstraints.LINE_START;
        panel.add(label, at);
        at.gridx = 1;
        at.weightx = 1;
        at.fill = GridBagConstraints.HORIZONTAL;
        panel.add(middle, at);
        at.gridx = 2;
        at.weightx = 0;
        panel.add(right, at);
    }

    private Contrast chosen() {
        return Contrast.values()[choice.getSelectedIndex()];
    }

    /** Sliders as the times of the chosen contrast are. */
    private void choose() {
        Timing timing = timings.get(chosen());
        setting = true;
        sliders.forEach((kind, slider) -> {
            double[] range = RANGES.get(kind);
            boolean has = chosen().usual().of(kind) > 0;
            slider.setEnabled(has);
            if (has) {
                slider.setValue((int)
                        Math.rint(SLIDER_STEPS * Math.log(timing.of(kind) / range[0]) / Math.log(range[1] / range[0])));
            }
        });
        setting = false;
        show(timing);
    }

    private void slide(Kind kind) {
        if (setting) {
            return;
        }
        double[] range = RANGES.get(kind);
        double place = sliders.get(kind).getValue() / (double) SLIDER_STEPS;
        double ms = Math.rint(range[0] * Math.pow(range[1] / range[0], place));
        show(timings.get(chosen()).with(kind, ms));
    }

    /** Shows the image of these times, or says why there is none. */
    private void show(Timing timing) {
        timings.put(chosen(), timing);
        values.forEach(
                (kind, label) -> label.setText(timing.of(kind) > 0 ? String.format("%5.0f ms", timing.of(kind)) : "–"));
        try {
            SyntheticContrast contrast = new SyntheticContrast(chosen(), timing);
            key.setText("contrasts=[" + contrast.text() + "]");
            stack.show(contrast, image);
        } catch (IllegalArgumentException impossible) {
            key.setText(impossible.getMessage());
        }
    }

    private void keep() {
        for (ReadingImage kept : tissue.images(stack.contrast())) {
            ImageWindows.show(kept.image(tissue.record(), title));
        }
    }
}

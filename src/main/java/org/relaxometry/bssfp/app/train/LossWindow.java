package org.relaxometry.bssfp.app.train;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.study.LossFigure;
import org.relaxometry.bssfp.plot.window.FigureView;

/** The losses of a training while it runs, with a button that ends it and keeps the best weights so far. */
final class LossWindow {

    private final JFrame frame;
    private final FigureView view;
    private final String name;
    private final int epochs;
    private final List<Double> trainingLosses = new ArrayList<>();
    private final List<Double> validationLosses = new ArrayList<>();
    private final JLabel state = new JLabel("Simulating samples…");
    private final JButton button = new JButton("Cancel");
    private boolean ended;

    private LossWindow(String name, int epochs, Runnable cancel) {
        this.name = name;
        this.epochs = epochs;
        frame = new JFrame("Training of " + name);
        JLabel underCursor = new JLabel(" ");
        view = new FigureView(figure(), underCursor::setText);
        JPanel south = new JPanel(new BorderLayout());
        south.setBorder(BorderFactory.createEmptyBorder(6, 12, 8, 12));
        south.add(underCursor, BorderLayout.NORTH);
        south.add(state, BorderLayout.CENTER);
        south.add(button, BorderLayout.LINE_END);
        frame.add(view, BorderLayout.CENTER);
        frame.add(south, BorderLayout.SOUTH);
        Runnable cancelOrClose = () -> {
            if (ended) {
                frame.dispose();
            } else {
                button.setEnabled(false);
                state.setText("Cancelling…");
                cancel.run();
            }
        };
        button.setToolTipText("Ends the training and keeps the best weights so far");
        button.addActionListener(event -> cancelOrClose.run());
        frame.getRootPane()
                .registerKeyboardAction(
                        event -> cancelOrClose.run(),
                        KeyStroke.getKeyStroke("ESCAPE"),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                cancelOrClose.run();
            }
        });
        frame.pack();
        frame.setLocationRelativeTo(IJ.getInstance());
        frame.setVisible(true);
    }

    /**
     * Opens a window from any thread but Swing's.
     *
     * @param name of the model
     * @param epochs at most
     * @param cancel called on Swing's thread when the user wants to end the training
     */
    static LossWindow open(String name, int epochs, Runnable cancel) {
        LossWindow[] window = new LossWindow[1];
        try {
            SwingUtilities.invokeAndWait(() -> window[0] = new LossWindow(name, epochs, cancel));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
        return window[0];
    }

    /** Shows where the training is. */
    void say(String text) {
        later(() -> {
            if (button.isEnabled()) {
                state.setText(text);
            }
        });
    }

    /** Shows the losses of the next epoch. */
    void add(double trainingLoss, double validationLoss) {
        later(() -> {
            trainingLosses.add(trainingLoss);
            validationLosses.add(validationLoss);
            view.show(figure());
        });
    }

    /** The training has ended; the window stays for the user to look at. */
    void end() {
        later(() -> {
            ended = true;
            state.setText("Training has ended.");
            button.setText("Close");
            button.setToolTipText(null);
            button.setEnabled(true);
        });
    }

    private Figure figure() {
        return LossFigure.of(name, epochs, trainingLosses, validationLosses);
    }

    private static void later(Runnable change) {
        SwingUtilities.invokeLater(change);
    }
}

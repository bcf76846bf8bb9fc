package org.relaxometry.bssfp.plot.window;

import ij.IJ;
import ij.WindowManager;
import ij.io.SaveDialog;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.Failure;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.Png;

/** A picture in a window of ImageJ, as large as the window, with a button to save it. To be used on Swing's event thread. */
public final class PictureWindow extends JFrame {

    private final transient BufferedImage picture;
    private final String fileName;

    /**
     * A window that is not shown yet.
     *
     * @param fileName proposed where it is saved, without ending
     */
    public PictureWindow(String title, String fileName, BufferedImage picture) {
        super(title);
        this.picture = picture;
        this.fileName = fileName;
        JButton save = new JButton("Save PNG…");
        save.addActionListener(event -> save());
        JPanel foot = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 4));
        foot.add(save);
        add(new View(), BorderLayout.CENTER);
        add(foot, BorderLayout.SOUTH);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        addWindowListener(new Registration());
        pack();
    }

    private void save() {
        SaveDialog dialog = new SaveDialog("Save the figure", fileName, ".png");
        if (dialog.getFileName() == null) {
            return;
        }
        try {
            // the dialog has asked before it gives the name of an existing file
            AtomicFile.write(
                    FileName.path("file", dialog.getDirectory() + dialog.getFileName()),
                    true,
                    out -> Png.write(picture, out));
        } catch (IOException e) {
            IJ.error("The figure was not saved", Failure.sentence(e));
        }
    }

    private final class View extends JComponent {

        @Override
        public Dimension getPreferredSize() {
            return new Dimension(picture.getWidth() / 2, picture.getHeight() / 2);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            Graphics2D g = (Graphics2D) graphics.create();
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, getWidth(), getHeight());
            double scale =
                    Math.min((double) getWidth() / picture.getWidth(), (double) getHeight() / picture.getHeight());
            int width = (int) (scale * picture.getWidth());
            int height = (int) (scale * picture.getHeight());
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            g.drawImage(picture, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
            g.dispose();
        }
    }

    private final class Registration extends WindowAdapter {

        @Override
        public void windowOpened(WindowEvent e) {
            WindowManager.addWindow(PictureWindow.this);
        }

        @Override
        public void windowActivated(WindowEvent e) {
            WindowManager.setWindow(PictureWindow.this);
        }

        @Override
        public void windowClosed(WindowEvent e) {
            WindowManager.removeWindow(PictureWindow.this);
        }
    }
}

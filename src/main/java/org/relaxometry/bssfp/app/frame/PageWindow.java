package org.relaxometry.bssfp.app.frame;

import java.awt.Desktop;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.relaxometry.bssfp.app.screen.ImageWindows;

/** A page of HTML on the screen: in the browser, or where there is none in a window of its own. */
public final class PageWindow {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 700;

    /** Pixels of a picture that the window shows whole. */
    private static final int WIDEST = WIDTH - 60;

    private static final Pattern PICTURE = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");

    private static final Pattern TITLE = Pattern.compile("(?s)<title>(.*?)</title>");

    private PageWindow() {}

    /**
     * Shows a page.
     *
     * @param fileName under which it lies in a temporary folder, which is deleted with ImageJ
     * @throws IOException if nothing can be written there
     */
    public static void open(String fileName, String html) throws IOException {
        Path folder = Files.createTempDirectory("bssfp-page");
        folder.toFile().deleteOnExit();
        Path page = folder.resolve(fileName);
        Files.writeString(page, html, StandardCharsets.UTF_8);
        page.toFile().deleteOnExit();
        if (!isInBrowser(page)) {
            String plain = withPicturesAsFiles(html, folder);
            SwingUtilities.invokeLater(() -> show(fileName, plain));
        }
    }

    /**
     * Shows a page where it lies, so that what it links to is found.
     *
     * @throws IOException if it cannot be read
     */
    public static void open(Path page) throws IOException {
        if (!isInBrowser(page)) {
            open(page.getFileName().toString(), Files.readString(page));
        }
    }

    private static boolean isInBrowser(Path page) {
        if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            return false;
        }
        try {
            Desktop.getDesktop().browse(page.toUri());
            return true;
        } catch (IOException noBrowser) {
            return false;
        }
    }

    private static void show(String fileName, String html) {
        Matcher titled = TITLE.matcher(html);
        String title = titled.find() ? titled.group(1).replace("&lt;", "<").replace("&amp;", "&") : fileName;
        JEditorPane pane = new JEditorPane("text/html", html);
        pane.setEditable(false);
        pane.setCaretPosition(0);
        JFrame window = window(title, pane);
        window.setSize(WIDTH, HEIGHT);
        ImageWindows.placeApart(window);
        window.setVisible(true);
    }

    /** A window around a page, not yet shown, that Esc closes. */
    static JFrame window(String title, JEditorPane page) {
        JFrame window = new JFrame(title);
        window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        window.getRootPane()
                .registerKeyboardAction(
                        event -> window.dispose(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
        window.add(new JScrollPane(page));
        return window;
    }

    private static int width(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        return picture == null ? 0 : picture.getWidth();
    }

    /** Swing shows no pictures that are written into a page, and takes what it does not know in a head for text. */
    static String withPicturesAsFiles(String html, Path folder) throws IOException {
        Matcher pictures = PICTURE.matcher(html);
        StringBuilder text = new StringBuilder();
        for (int number = 0; pictures.find(); number++) {
            Path file = folder.resolve("picture" + number + ".png");
            byte[] png = Base64.getDecoder().decode(pictures.group(1));
            Files.write(file, png);
            file.toFile().deleteOnExit();
            pictures.appendReplacement(
                    text, Matcher.quoteReplacement(file.toUri() + (width(png) > WIDEST ? "\" width=\"" + WIDEST : "")));
        }
        return pictures.appendTail(text)
                .toString()
                .replaceAll("(?is)<!doctype[^>]*>|<meta[^>]*>|<style.*?</style>", "");
    }
}

package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import ij.plugin.BrowserLauncher;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.event.HyperlinkEvent;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.io.file.Failure;

/**
 * The documentation page of a command, {@code docs/NAME.md}, from the jar: it opens where there is no network. It calls the
 * keys as the dialog does, its links lead to other pages, and Esc closes it.
 */
final class HelpPage {

    private static final int WIDTH = 700;
    private static final int HEIGHT = 700;
    private static final String PAGE = "[a-z0-9]+\\.md(#.*)?";
    private static final String ALL_KEYS = "keys.md";

    private HelpPage() {}

    /** Opens the page beside the dialog it explains, for reading while the dialog waits. */
    static void show(CommandRunner runner, Window beside) {
        try {
            open(
                    runner.info().getLabel().replace("...", ""),
                    html(markdown(runner.info().getName() + ".md"), runner.keys()),
                    runner.keys(),
                    beside);
        } catch (IOException e) {
            IJ.error("bSSFP Relaxometry", Failure.sentence(e));
        }
    }

    private static String markdown(String name) throws IOException {
        try (InputStream in = HelpPage.class.getResourceAsStream("/docs/" + name)) {
            if (in == null) {
                throw new IOException("The page docs/" + name + " is not in the jar.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void open(String title, String html, List<Key<?>> keys, Window beside) {
        JEditorPane page = new JEditorPane("text/html", html);
        page.setEditable(false);
        page.setCaretPosition(0);
        page.addHyperlinkListener(event -> {
            if (event.getEventType() == HyperlinkEvent.EventType.ACTIVATED) {
                follow(event.getDescription(), page, keys);
            }
        });
        JFrame window = PageWindow.window(title, page);
        // the dialog is modal
        window.setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
        window.setSize(WIDTH, HEIGHT);
        Rectangle dialog = beside.getBounds();
        int room = beside.getToolkit().getScreenSize().width - WIDTH;
        int right = dialog.x + dialog.width;
        window.setLocation(right <= room ? right : Math.max(0, Math.min(room, dialog.x - WIDTH)), dialog.y);
        window.setVisible(true);
    }

    /** Another page in the same window, or a place of the web in the browser. */
    private static void follow(String link, JEditorPane page, List<Key<?>> keys) {
        try {
            if (link.matches(PAGE)) {
                String name = link.replaceFirst("#.*", "");
                // it has keys and labels side by side
                page.setText(html(markdown(name), name.equals(ALL_KEYS) ? List.of() : keys));
                page.setCaretPosition(0);
            } else if (link.startsWith("http")) {
                BrowserLauncher.openURL(link);
            } else {
                IJ.showStatus("Not in the jar, but with the source: docs/" + link);
            }
        } catch (IOException e) {
            IJ.error("bSSFP Relaxometry", Failure.sentence(e));
        }
    }

    /** @param keys of the command, which the page names as macros do */
    static String html(String markdown, List<Key<?>> keys) {
        var tables = List.of(TablesExtension.create());
        String body = HtmlRenderer.builder()
                .extensions(tables)
                .build()
                .render(Parser.builder().extensions(tables).build().parse(markdown));
        for (Key<?> key : keys) {
            body = body.replace("<code>" + key.name() + "</code>", "<b>" + key.words() + "</b>");
        }
        // figures are in the repository, not in the jar
        return "<html><body width=\"640\">" + body.replaceAll("<p><img[^>]*></p>", "") + "</body></html>";
    }
}

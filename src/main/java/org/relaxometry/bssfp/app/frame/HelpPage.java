package org.relaxometry.bssfp.app.frame;

import ij.IJ;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.relaxometry.bssfp.io.file.Failure;
import org.scijava.command.CommandInfo;

/** The documentation page of a command, {@code docs/NAME.md}, from the jar: it opens where there is no network. */
final class HelpPage {

    private static final int WIDTH = 700;
    private static final int HEIGHT = 700;

    private HelpPage() {}

    /** Opens the page beside the dialog it explains, for reading while the dialog waits. */
    static void show(CommandInfo info, Window beside) {
        try (InputStream in = HelpPage.class.getResourceAsStream("/docs/" + info.getName() + ".md")) {
            if (in == null) {
                throw new IOException("The page docs/" + info.getName() + ".md is not in the jar.");
            }
            open(
                    info.getLabel().replace("...", ""),
                    html(new String(in.readAllBytes(), StandardCharsets.UTF_8)),
                    beside);
        } catch (IOException e) {
            IJ.error("bSSFP Relaxometry", Failure.sentence(e));
        }
    }

    private static void open(String title, String html, Window beside) {
        JEditorPane page = new JEditorPane("text/html", html);
        page.setEditable(false);
        page.setCaretPosition(0);
        JFrame window = new JFrame(title);
        // the dialog is modal
        window.setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
        window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        window.add(new JScrollPane(page));
        window.setSize(WIDTH, HEIGHT);
        Rectangle dialog = beside.getBounds();
        int room = beside.getToolkit().getScreenSize().width - WIDTH;
        int right = dialog.x + dialog.width;
        window.setLocation(right <= room ? right : Math.max(0, Math.min(room, dialog.x - WIDTH)), dialog.y);
        window.setVisible(true);
    }

    private static String html(String markdown) {
        var tables = List.of(TablesExtension.create());
        String body = HtmlRenderer.builder()
                .extensions(tables)
                .build()
                .render(Parser.builder().extensions(tables).build().parse(markdown));
        // figures are in the repository, not in the jar
        return "<html><body width=\"640\">" + body.replaceAll("<p><img[^>]*></p>", "") + "</body></html>";
    }
}

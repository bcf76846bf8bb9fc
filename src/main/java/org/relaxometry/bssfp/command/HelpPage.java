package org.relaxometry.bssfp.command;

import ij.IJ;
import ij.gui.HTMLDialog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.scijava.command.CommandInfo;

/** The documentation page of a command, {@code docs/NAME.md}, from the jar: it opens where there is no network. */
final class HelpPage {

    private HelpPage() {}

    static void show(CommandInfo info) {
        try (InputStream in = HelpPage.class.getResourceAsStream("/docs/" + info.getName() + ".md")) {
            if (in == null) {
                throw new IOException("The page docs/" + info.getName() + ".md is not in the jar.");
            }
            new HTMLDialog(
                    info.getLabel().replace("...", ""),
                    html(new String(in.readAllBytes(), StandardCharsets.UTF_8)),
                    false);
        } catch (IOException e) {
            IJ.error("bSSFP Relaxometry", e.getMessage());
        }
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

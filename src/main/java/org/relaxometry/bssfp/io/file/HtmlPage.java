package org.relaxometry.bssfp.io.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.text.PlainText;

/** One HTML page with its pictures inside, so that it can be sent and kept as one file. Without scripts it is well-formed XML. */
public final class HtmlPage {

    private static final String STYLE =
            "body{font-family:sans-serif;color:#1a1a1a;max-width:75em;margin:2em auto;padding:0 1em}"
                    + "h1{font-size:1.6em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #ccc}"
                    + "img{max-width:100%}table{border-collapse:collapse}"
                    + "td,th{padding:.2em .8em .2em 0;text-align:left;border-bottom:1px solid #eee}"
                    + ".warning{background:#fff3d6;border-left:.4em solid #d9822b;padding:.5em 1em;margin:.4em 0}"
                    + ".good{background:#e5f4e8;border-left:.4em solid #3a8a4d;padding:.5em 1em}";

    private final StringBuilder body = new StringBuilder();
    private final StringBuilder style = new StringBuilder();
    private final String title;

    public HtmlPage(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    /** How this page looks beside what all pages share: rules of CSS. */
    public HtmlPage style(String rules) {
        style.append(rules);
        return this;
    }

    /** A section heading. */
    public HtmlPage heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    /** A paragraph. */
    public HtmlPage text(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** A paragraph that catches the eye, in the colour of warnings or of good news. */
    public HtmlPage note(String text, boolean warning) {
        body.append("<p class=\"")
                .append(warning ? "warning" : "good")
                .append("\">")
                .append(escaped(text))
                .append("</p>\n");
        return this;
    }

    /** A table; the first row is its head. */
    public HtmlPage table(List<List<String>> rows) {
        body.append("<table>\n");
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            body.append(rows.get(i).stream()
                    .map(text -> "<" + cell + ">" + escaped(text) + "</" + cell + ">")
                    .collect(Collectors.joining("", "<tr>", "</tr>\n")));
        }
        body.append("</table>\n");
        return this;
    }

    /**
     * A picture.
     *
     * @param description for those who cannot see it
     */
    public HtmlPage picture(BufferedImage picture, String description) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        Png.write(picture, png);
        body.append("<img alt=\"")
                .append(escaped(description))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png.toByteArray()))
                .append("\"/>\n");
        return this;
    }

    /**
     * Whatever else a page needs.
     *
     * @param markup what is not ours in it has gone through {@link #escaped}
     */
    public HtmlPage markup(String markup) {
        body.append(markup).append("\n");
        return this;
    }

    /** The whole page. */
    public String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>" + escaped(title)
                + "</title><style>" + STYLE + style + "</style></head><body>\n" + body + "</body></html>\n";
    }

    /** A text as it may stand in markup and in quotes. */
    public static String escaped(String text) {
        return PlainText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

package org.relaxometry.bssfp.plot.style;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.TextAttribute;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes, colours and small arts of the text in figures. */
public final class FigureText {

    /** Every host has the logical family, and Java fills its gaps from other fonts. */
    public static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 22);

    public static final Font HEADING = PLAIN.deriveFont(Font.BOLD, 24f);
    public static final Font TITLE = PLAIN.deriveFont(Font.BOLD, 32f);
    public static final Font SMALL = PLAIN.deriveFont(20f);

    public static final Color INK = new Color(0x1a1a1a);
    public static final Color FAINT = new Color(0x5a5a5a);

    private static final Pattern INDEX = Pattern.compile("(?<=\\p{L})\\d");

    private FigureText() {}

    /** Writes a symbol and what follows it on a base line; digits after a letter of the symbol become subscripts. */
    public static void drawSymbol(Graphics2D g, String symbol, String rest, Font font, int x, int baseline) {
        AttributedString text = new AttributedString(symbol + rest);
        text.addAttribute(TextAttribute.FONT, font);
        Matcher index = INDEX.matcher(symbol);
        while (index.find()) {
            text.addAttribute(
                    TextAttribute.FONT,
                    font.deriveFont(Map.of(TextAttribute.SUPERSCRIPT, TextAttribute.SUPERSCRIPT_SUB)),
                    index.start(),
                    index.end());
        }
        g.drawString(text.getIterator(), x, baseline);
    }

    /** A number with this many significant digits, in plain notation where that is short. */
    public static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return "no value";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        double size = Math.abs(value);
        boolean plain = value == 0 || size >= 1e-4 && size < 1e6;
        String text = plain
                ? rounded.stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%." + (digits - 1) + "e", rounded);
        return text.replace('-', '−');
    }

    /** Breaks text into lines of at most this width: at spaces, and within words that are longer, such as file names. */
    public static List<String> wrap(String text, FontMetrics metrics, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.trim().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && metrics.stringWidth(longer) > width) {
                lines.add(line);
                longer = word;
            }
            line = longer;
            while (metrics.stringWidth(line) > width && line.length() > 1) {
                int end = line.length() - 1;
                while (end > 1 && metrics.stringWidth(line.substring(0, end)) > width) {
                    end--;
                }
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}

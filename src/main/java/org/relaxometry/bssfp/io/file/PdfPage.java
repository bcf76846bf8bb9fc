package org.relaxometry.bssfp.io.file;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * A page of HTML as PDF, in one font that lies within: letters of Latin, Greek and Cyrillic script. Equal pages make equal files.
 *
 * @param bytes of the file
 * @param pages how many
 */
public record PdfPage(byte[] bytes, int pages) {

    /** Of PDFBox. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final String OF_PAGES = "font-family:sans-serif";

    /** Of a name of its own: the family that pages name has few letters in every reader of PDF. */
    private static final String FAMILY = "within";

    /**
     * Draws it.
     *
     * @param html well-formed, with its pictures inside
     * @throws IOException if it cannot be drawn
     */
    public static PdfPage of(String html) throws IOException {
        XRLog.setLoggingEnabled(false);
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useFont(PdfPage::font, FAMILY, 400, FontStyle.NORMAL, true)
                .useFont(PdfPage::font, FAMILY, 700, FontStyle.NORMAL, true)
                // nothing is fetched from anywhere
                .useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null)
                .withHtmlContent(html.replace(OF_PAGES, "font-family:" + FAMILY), null);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            PDDocumentInformation information = document.getDocumentInformation();
            Calendar always = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
            always.setTimeInMillis(0);
            information.setCreationDate(always);
            information.setModificationDate(always);
            document.setDocumentId(0L);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return new PdfPage(out.toByteArray(), document.getNumberOfPages());
        }
    }

    private static InputStream font() {
        return PDDocument.class.getResourceAsStream(FONT);
    }

    /** Whether the font has every letter of a text, and all are written from left to right. */
    public static boolean hasLettersOf(String text) {
        if (Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return false;
        }
        try (InputStream in = font()) {
            return Font.createFont(Font.TRUETYPE_FONT, in).canDisplayUpTo(text) < 0;
        } catch (FontFormatException | IOException e) {
            return false;
        }
    }
}

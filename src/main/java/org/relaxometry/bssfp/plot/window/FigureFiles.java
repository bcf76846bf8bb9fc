package org.relaxometry.bssfp.plot.window;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultExtensionHandler;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.relaxometry.bssfp.io.file.Png;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.FigurePainter;
import org.relaxometry.bssfp.text.PlainText;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** A {@link Figure} as a picture or vector file, in the size that suits its panels. Needs no screen. */
public final class FigureFiles {

    private FigureFiles() {}

    /**
     * The figure in pixels.
     *
     * @param scale pixels per point: 1 for a quick look, 2 for documents, 4 for print
     */
    public static BufferedImage image(Figure figure, double scale) {
        if (!(scale > 0 && scale <= 10)) {
            throw new IllegalArgumentException(
                    "A figure can have more than 0 and up to 10 pixels per point, but not " + scale + ".");
        }
        Dimension size = FigurePainter.preferredSize(figure);
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(size.width * scale), (int) Math.ceil(size.height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(scale, scale);
        new FigurePainter(figure).paint(g, size.width, size.height);
        g.dispose();
        return image;
    }

    /** Writes a PNG; for the scale see {@link #image}. Does not close the stream. */
    public static void writePng(Figure figure, double scale, OutputStream out) throws IOException {
        Png.write(image(figure, scale), out);
    }

    /** Writes an SVG with text as text; heat maps are pictures in it. Does not close the stream. */
    public static void writeSvg(Figure figure, OutputStream out) throws IOException {
        Dimension size = FigurePainter.preferredSize(figure);
        SVGGraphics2D g = new SVGGraphics2D(emptySvg(), new PngInSvg(), new DefaultExtensionHandler(), false);
        g.setSVGCanvasSize(size);
        new FigurePainter(figure).paint(g, size.width, size.height);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        Element root = g.getRoot();
        cleanTexts(root);
        g.stream(root, writer, true, false);
        writer.flush();
    }

    /** A control character in the name of a region would make the whole file unreadable. */
    private static void cleanTexts(Node node) {
        if (node instanceof Text text) {
            text.setData(PlainText.of(text.getData()));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            cleanTexts(child);
        }
    }

    private static Document emptySvg() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java's own XML parser cannot be set up", e);
        }
    }

    /** Batik's own encoder needs one more library, and finds it by the class loader of the host. */
    private static final class PngInSvg extends ImageHandlerBase64Encoder {

        @Override
        public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
            try {
                Png.write(image, out);
            } catch (IOException e) {
                throw new SVGGraphics2DIOException(e);
            }
        }
    }
}

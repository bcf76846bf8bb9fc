package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Mutation;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;

/** Damaged and hostile TIFF files give an image or a refusal, and the decoder does not go on for ever. */
class TiffFuzzTest {

    private static final int WIDTH = 12;
    private static final int HEIGHT = 10;

    @TempDir
    Path folder;

    private List<byte[]> originals;

    @BeforeEach
    void writeOriginals() throws IOException {
        originals = new ArrayList<>();
        Random random = new Random(5);
        for (ImageProcessor empty : List.of(
                new ByteProcessor(WIDTH, HEIGHT),
                new ShortProcessor(WIDTH, HEIGHT),
                new FloatProcessor(WIDTH, HEIGHT))) {
            ImageStack stack = new ImageStack(WIDTH, HEIGHT);
            for (int z = 0; z < 3; z++) {
                ImageProcessor slice = empty.duplicate();
                for (int i = 0; i < slice.getPixelCount(); i++) {
                    slice.setf(i, random.nextInt(200));
                }
                stack.addSlice("slice " + z, slice);
            }
            originals.add(new FileSaver(new ImagePlus("stack", stack)).serialize());
            originals.add(new FileSaver(new ImagePlus("slice", stack.getProcessor(1))).serialize());
        }
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, random.nextInt(200));
            }
            for (String compression : List.of("LZW", "PackBits", "Deflate", "ZLib")) {
                originals.add(packed(image, compression));
            }
        }
    }

    @Test
    void theOriginalsAreRead() throws IOException {
        for (byte[] original : originals) {
            assertThat(open(original).samples().dimensionsAsLongArray()).startsWith(WIDTH, HEIGHT);
        }
    }

    @Test
    void someMutatedFilesAreReadOrRefused() throws IOException {
        readOrRefuse(400, Long.getLong("seed", 1));
    }

    @Test
    @Tag("slow")
    void mutatedFilesAreReadOrRefused() throws IOException {
        readOrRefuse(4000, Long.getLong("seed", 20_250_731));
    }

    private void readOrRefuse(int files, long seed) throws IOException {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < files; i++) {
            byte[] bytes = Mutation.of(originals, random);
            try {
                open(bytes);
            } catch (IOException | IllegalArgumentException e) {
                refused++;
                assertThat(e).as("case %d", i).hasMessageContaining("fuzz.tif").hasMessageMatching("(?s).{40,}\\.");
            } catch (RuntimeException | Error e) {
                fail("case " + i + " gave " + e, e);
            }
        }
        assertThat(refused).isBetween(files / 4, files * 9 / 10);
    }

    @Test
    void whatKeepsTheDecoderBusyIsRefusedBefore() {
        byte[] strips = originals.get(1).clone();
        // the number of strips, whose places the decoder would look for byte by byte
        view(strips).putInt(entry(strips, 273) + 4, 1 << 24);
        assertThatThrownBy(() -> open(strips)).hasMessageContaining("it is damaged, it announces 67108864 bytes");

        byte[] wide = originals.get(1).clone();
        view(wide).putShort(entry(wide, 256) + 2, (short) 4).putInt(entry(wide, 256) + 8, 1 << 28);
        assertThatThrownBy(() -> open(wide)).hasMessageContaining("it announces 2684354560 bytes of pixels");

        byte[] circle = originals.get(1).clone();
        int first = view(circle).getInt(4);
        view(circle).putInt(first + 2 + 12 * view(circle).getShort(first), first);
        assertThatThrownBy(() -> open(circle)).hasMessageContaining("one of its directories follows on itself");
    }

    @Test
    void aStripThatIsCutOffIsRefused() {
        byte[] bytes = originals.get(originals.size() - 1).clone();
        int length = entry(bytes, 279) + 8;
        view(bytes).putInt(length, view(bytes).getInt(length) - 40);
        assertThatThrownBy(() -> open(bytes)).hasMessageContaining("its strip 1 is cut off");
    }

    @Test
    void whatCannotBeCancelledIsLeftBehind() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Progress progress = Progress.of(fraction -> {}, () -> {
            asked.incrementAndGet();
            return begun.getCount() == 0;
        });
        assertThatThrownBy(() -> ForeignImage.aside(
                        () -> {
                            begun.countDown();
                            try {
                                return new CountDownLatch(1).await(1, TimeUnit.DAYS);
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                        },
                        progress))
                .isInstanceOf(CancellationException.class);
        assertThat(asked).hasPositiveValue();
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whatIsDoneAsideIsGivenBack() throws Exception {
        assertThat(ForeignImage.aside(() -> 5, Progress.NONE)).isEqualTo(5);
    }

    private SourceImage open(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("fuzz.tif"), bytes);
        return ImageOpener.open("mask", file.toString(), Progress.NONE, new LoadLog());
    }

    /** Where the directory has the entry of a tag. */
    private static int entry(byte[] bytes, int tag) {
        int at = view(bytes).getInt(4) + 2;
        while ((view(bytes).getShort(at) & 0xffff) != tag) {
            at += 12;
        }
        return at;
    }

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static byte[] packed(BufferedImage image, String compression) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(compression);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}

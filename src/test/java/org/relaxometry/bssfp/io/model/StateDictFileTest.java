package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;

/** On a network of 2, 1 and 1 units, written here instruction by instruction as PyTorch does. */
class StateDictFileTest {

    private static final float[][] ARRAYS = {{1, 2}, {3}, {-4}, {5}};

    @TempDir
    private Path folder;

    @Test
    void readsWeightsAndBiasesInTheirOrder() throws IOException {
        NetworkWeights weights = StateDictFile.read(write(new Pickle().dictionary(), ARRAYS));

        assertThat(weights.layerSizes()).containsExactly(2, 1, 1);
        assertThat(weights.parameters()).containsExactly(1, 2, 3, -4, 5);
    }

    @Test
    void refusesToCallAnything() throws IOException {
        byte[] malicious = new Pickle()
                .bytes(0x80, 2)
                .global("os", "system")
                .text("echo")
                .bytes(0x85, 'R', '.')
                .toByteArray();

        assertRefused(write(malicious, ARRAYS), "calls \"os system\"");
    }

    @Test
    void refusesInstructionsThatNoDictionaryNeeds() throws IOException {
        // STACK_GLOBAL, INST, OBJ, NEWOBJ, EXT1, LONG1, PERSID
        for (int opcode : new int[] {0x93, 'i', 'o', 0x81, 0x82, 0x8a, 'P'}) {
            byte[] pickle = new Pickle().bytes(0x80, 2, opcode, '.').toByteArray();
            assertRefused(write(pickle, ARRAYS), String.format("instruction 0x%02x", opcode));
        }
    }

    @Test
    void refusesPicklesThatStopShortOrRunEmpty() throws IOException {
        byte[] whole = new Pickle().dictionary();
        for (int length = 0; length < whole.length; length += 7) {
            assertRefused(write(Arrays.copyOf(whole, length), ARRAYS), "");
        }
        for (String code : List.of("R.", "Q.", "t.", "u.", "s.", "b.", "q\0.", "h\7.", ".", "(.", ")}.", "}}.")) {
            byte[] pickle = ("\u0080\2" + code).getBytes(StandardCharsets.ISO_8859_1);
            assertRefused(write(pickle, ARRAYS), "data.pkl");
        }
    }

    @Test
    void refusesArraysThatAreNotContiguous() throws IOException {
        assertRefused(write(new Pickle().dictionary("0", 2, 1, 2), ARRAYS), "one row after the other");
    }

    @Test
    void refusesArraysLongerThanTheirStorage() throws IOException {
        assertRefused(write(new Pickle().dictionary("0", 1, 3, 1), ARRAYS), "one row after the other");
    }

    @Test
    void refusesStorageThatIsMissing() throws IOException {
        assertRefused(write(new Pickle().dictionary("9", 2, 2, 1), ARRAYS), "no entry data/9");
        assertRefused(write(new Pickle().dictionary("../../etc/passwd", 2, 2, 1), ARRAYS), "no entry data/../");
    }

    @Test
    void refusesStorageOfAnotherLength() throws IOException {
        assertRefused(write(new Pickle().dictionary(), new float[][] {{1}, {3}, {-4}, {5}}), "4 bytes, expected are 8");
    }

    @Test
    void refusesNumbersThatAreNotFinite() throws IOException {
        assertRefused(
                write(new Pickle().dictionary(), new float[][] {{1, Float.NaN}, {3}, {-4}, {5}}), "finite number");
    }

    @Test
    void refusesCompressedEntries() throws IOException {
        Path file = folder.resolve("compressed.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x/data.pkl"));
            zip.write(new byte[1 << 20]);
            zip.closeEntry();
        }
        assertRefused(file, "compressed");
    }

    @Test
    void refusesAnEntryGivenTwice() throws IOException {
        Path file = folder.resolve("twice.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            store(zip, "x/data.pkl", new byte[] {1});
            store(zip, "y/data.pkl", new byte[] {2});
        }
        assertRefused(file, "twice");
    }

    @Test
    void refusesFilesThatAreNoArchives() throws IOException {
        Path file = Files.writeString(folder.resolve("text.pt"), "not an archive");
        assertRefused(file, "ZIP");
        assertThatIOException()
                .isThrownBy(() -> StateDictFile.read(folder.resolve("none.pt")))
                .withMessageContaining("none.pt");
    }

    @Test
    void randomlyDamagedFilesAreRefusedOrReadNeverWorse() throws IOException {
        byte[] whole = Files.readAllBytes(write(new Pickle().dictionary(), ARRAYS));
        Path file = folder.resolve("damaged.pt");
        Random random = new Random(20250213);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] damaged =
                    random.nextInt(10) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int change = 0; change <= random.nextInt(3) && damaged.length > 0; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                assertThat(StateDictFile.read(file).layers()).isPositive();
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("damaged.pt");
            }
        }
    }

    @Test
    void randomPicklesAreRefusedOrReadNeverWorse() {
        byte[] whole = new Pickle().dictionary();
        Random random = new Random(20250214);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(StateDictPickle.read(damaged)).isNotNull();
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void assertRefused(Path file, String message) {
        assertThatIOException()
                .isThrownBy(() -> StateDictFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(message);
    }

    private Path write(byte[] pickle, float[][] arrays) throws IOException {
        Path file = folder.resolve("net.pt");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("net/data.pkl", pickle);
        for (int k = 0; k < arrays.length; k++) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Float.BYTES * arrays[k].length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(arrays[k]);
            entries.put("net/data/" + k, bytes.array());
        }
        entries.put("net/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                store(zip, entry.getKey(), entry.getValue());
            }
        }
        return file;
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Writes the instructions that PyTorch writes. */
    private static final class Pickle extends ByteArrayOutputStream {

        byte[] dictionary() {
            return dictionary("0", 2, 2, 1);
        }

        /** With the first array, of shape (1, columns), told to be so stored. */
        byte[] dictionary(String storage, int count, int columns, int stride) {
            bytes(0x80, 2).global("collections", "OrderedDict").bytes(')', 'R', 'q', 0, '(');
            text("model.0.weight").array(storage, count, new int[] {1, columns}, new int[] {columns, stride});
            text("model.0.bias").array("1", 1, new int[] {1}, new int[] {1});
            text("model.2.weight").array("2", 1, new int[] {1, 1}, new int[] {1, 1});
            text("model.2.bias").array("3", 1, new int[] {1}, new int[] {1});
            bytes('u', '}', 'q', 50);
            text("_metadata").bytes('h', 0, 's', 'b', '.');
            return toByteArray();
        }

        Pickle array(String storage, int count, int[] shape, int[] strides) {
            global("torch._utils", "_rebuild_tensor_v2").bytes('(', '(');
            text("storage").global("torch", "FloatStorage").text(storage).text("cpu");
            return number(count)
                    .bytes('t', 'Q')
                    .number(0)
                    .tuple(shape)
                    .tuple(strides)
                    .bytes(0x89)
                    .global("collections", "OrderedDict")
                    .bytes(')', 'R', 't', 'R');
        }

        Pickle tuple(int[] numbers) {
            for (int number : numbers) {
                number(number);
            }
            return bytes(numbers.length == 1 ? 0x85 : 0x86);
        }

        Pickle number(int number) {
            return bytes('M', number & 0xff, number >> 8);
        }

        Pickle global(String module, String name) {
            return bytes('c').raw(module + "\n" + name + "\n");
        }

        Pickle text(String text) {
            return bytes('X', text.length(), 0, 0, 0).raw(text);
        }

        Pickle bytes(int... bytes) {
            for (int each : bytes) {
                write(each);
            }
            return this;
        }

        private Pickle raw(String text) {
            writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        }
    }
}

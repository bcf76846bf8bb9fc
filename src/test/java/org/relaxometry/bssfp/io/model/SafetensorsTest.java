package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    private static final byte[] FILE = Safetensors.encode(example(), Map.of("model", "m"));

    @Test
    void fileIsLengthHeaderAndRawNumbersAsTheFormatSays() {
        ByteBuffer file = ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) file.getLong();
        String header = new String(FILE, 8, length, StandardCharsets.UTF_8);

        assertThat(header.strip())
                .isEqualTo("{\"__metadata__\":{\"model\":\"m\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}");
        assertThat(length % 8).isZero();
        assertThat(FILE).hasSize(8 + length + 32);
        assertThat(file.getFloat(8 + length + 24)).isEqualTo(-0.5f);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Map<String, Tensor> tensors = Safetensors.decode(FILE);

        assertThat(tensors.keySet()).containsExactly("a", "b");
        assertThat(tensors.get("a").shape()).containsExactly(2, 3);
        assertThat(tensors.get("a").values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tensors.get("b").values()).containsExactly(-0.5f, 1e-30f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F32|F64|is of type F64",
                "[2,3]|[2,4]|32 bytes from 0 are expected",
                "[0,24]|[0,25]|24 bytes from 0 are expected",
                "[0,24]|[8,32]|24 bytes from 0 are expected",
                "[24,32]|[16,24]|8 bytes from 24 are expected",
                "[24,32]|[24,99]|8 bytes from 24 are expected",
                "[0,24]|[24,0]|24 bytes from 0 are expected",
                "[2]|[-2]|length or place -2",
                "[2]|[99999999999]|length or place 99999999999",
                "[2,3]|[2147483647,2147483647,2147483647]|expected",
                "[2,3]|[1,1,1,1,1,1,1,1,1,6]|list too long",
                "\"b\"|\"a\"|names the array a twice",
                "\"shape\"|\"chape\"|unknown key chape",
                "\"dtype\":\"F32\",\"shape\":[2],|\"shape\":[2],|is of type null",
                "\"shape\":[2],||shape or place of the array b is missing",
                "{\"model\"|[\"model\"|not that of a safetensors file",
                "[2,3]|{}|not that of a safetensors file",
                "[24,32]}}|[24,32]}} {}|not that of a safetensors file"
            })
    void headersThatAreWrongAreRefused(String right, String wrong, String message) {
        assertThatIOException()
                .isThrownBy(() -> Safetensors.decode(withHeader(right, wrong == null ? "" : wrong)))
                .withMessageContaining(message);
    }

    @Test
    void lengthsBeyondTheFileAreRefused() {
        for (long length : new long[] {0, 1, FILE.length, 1L << 40, -1, Long.MIN_VALUE}) {
            byte[] broken = FILE.clone();
            ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertThatIOException().isThrownBy(() -> Safetensors.decode(broken)).withMessageContaining("header claims");
        }
    }

    @Test
    void truncatedAndExtendedFilesAreRefused() {
        for (int length = 0; length < FILE.length; length++) {
            byte[] truncated = Arrays.copyOf(FILE, length);
            assertThatIOException().isThrownBy(() -> Safetensors.decode(truncated));
        }
        assertThatIOException()
                .isThrownBy(() -> Safetensors.decode(Arrays.copyOf(FILE, FILE.length + 4)))
                .withMessageContaining("arrays end at byte 32 of 36");
    }

    @Test
    void randomlyDamagedFilesAreRefusedOrReadNeverWorse() {
        Random random = new Random(20250211);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] damaged = FILE.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Safetensors.decode(damaged)).isNotNull();
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static Map<String, Tensor> example() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}));
        tensors.put("b", new Tensor(List.of(2), new float[] {-0.5f, 1e-30f}));
        return tensors;
    }

    private static byte[] withHeader(String right, String wrong) {
        int length = (int) ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String header = new String(FILE, 8, length, StandardCharsets.UTF_8);
        byte[] changed = header.replace(right, wrong).getBytes(StandardCharsets.UTF_8);
        assertThat(header).contains(right);
        ByteBuffer file =
                ByteBuffer.allocate(FILE.length - length + changed.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(changed.length).put(changed).put(FILE, 8 + length, FILE.length - 8 - length);
        return file.array();
    }
}

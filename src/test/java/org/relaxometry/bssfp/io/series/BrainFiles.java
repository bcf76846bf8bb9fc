package org.relaxometry.bssfp.io.series;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.io.dicom.DicomBytes;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/** The sample brain as a scanner and dcm2niix would deliver it: a file, or the slices of a DICOM series, for every half cycle. */
public final class BrainFiles {

    public static final int CYCLES = 12;
    public static final double TR_MS = 4.8;

    private static final int SIDE = 64;
    private static final int HEADER_BYTES = 352;

    private final int slices;
    private final byte[] magnitudeHeader;
    private final byte[] phaseHeader;
    private final short[][] magnitude;
    private final short[][] phase;
    private final double[][] affine;

    /** @param slices how many, from the middle of the brain */
    public BrainFiles(int slices) throws IOException {
        this.slices = slices;
        ByteBuffer magnitudeFile = unpacked(SampleBrain.series(CYCLES, "mag"));
        ByteBuffer phaseFile = unpacked(SampleBrain.series(CYCLES, "phase"));
        magnitudeHeader = header(magnitudeFile);
        phaseHeader = header(phaseFile);
        magnitude = cycles(magnitudeFile);
        phase = cycles(phaseFile);
        affine = NiftiReader.readHeader(SampleBrain.series(CYCLES, "mag"))
                .geometry()
                .affine();
    }

    private static ByteBuffer unpacked(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private byte[] header(ByteBuffer file) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, file, 0, HEADER_BYTES);
        header.putShort(40, (short) 3).putShort(46, (short) slices).putShort(48, (short) 1);
        return header.array();
    }

    private short[][] cycles(ByteBuffer file) {
        short[][] cycles = new short[CYCLES][SIDE * SIDE * slices];
        int all = (file.capacity() - HEADER_BYTES) / Short.BYTES / SIDE / SIDE / CYCLES;
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            int first = cycle * all + (all - slices) / 2;
            file.position(HEADER_BYTES + Short.BYTES * SIDE * SIDE * first);
            file.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(cycles[cycle]);
        }
        return cycles;
    }

    /** Volumes of one header, behind one another in one file. */
    public static void stack(List<Path> volumes, Path target) throws IOException {
        ByteBuffer first = unpacked(volumes.get(0));
        int bytes = first.capacity() - HEADER_BYTES;
        ByteBuffer all =
                ByteBuffer.allocate(HEADER_BYTES + bytes * volumes.size()).order(ByteOrder.LITTLE_ENDIAN);
        all.put(0, first, 0, HEADER_BYTES);
        all.putShort(40, (short) 4).putShort(48, (short) volumes.size());
        for (int i = 0; i < volumes.size(); i++) {
            all.put(HEADER_BYTES + i * bytes, unpacked(volumes.get(i)), HEADER_BYTES, bytes);
        }
        Files.write(target, all.array());
    }

    /** Stored numbers of a half cycle. */
    public short[] stored(boolean isPhase, int cycle) {
        return (isPhase ? phase : magnitude)[cycle];
    }

    /** The matrix of the brain's header. */
    public double[][] affine() {
        return affine;
    }

    /** All cycles as dcm2niix names and describes them: {@code 05_bssfp_pc01.nii} and {@code 06_bssfp_pc01_ph.nii} … */
    public void writeFolder(Path folder) throws IOException {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                writeNifti(folder.resolve(name(isPhase, cycle)), isPhase, cycle, json(isPhase, cycle));
            }
        }
    }

    public static String name(boolean isPhase, int cycle) {
        return String.format("%02d_bssfp_pc%02d%s.nii", number(isPhase, cycle), cycle + 1, isPhase ? "_ph" : "");
    }

    private static int number(boolean isPhase, int cycle) {
        return 5 + 2 * cycle + (isPhase ? 1 : 0);
    }

    /** What dcm2niix writes beside a half cycle, as far as it matters; to be changed at will. */
    public static Map<String, Object> json(boolean isPhase, int cycle) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("SeriesDescription", String.format("bssfp_pc%02d", cycle + 1));
        json.put("ImageType", List.of("ORIGINAL", "PRIMARY", isPhase ? "P" : "M", "ND"));
        json.put("SeriesNumber", number(isPhase, cycle));
        json.put("AcquisitionTime", String.format("12:%02d:00.000000", cycle));
        json.put("EchoTime", 0.0024);
        json.put("RepetitionTime", 0.0048);
        json.put("FlipAngle", 15);
        return json;
    }

    /** One half cycle; the JSON file is left out where there is no text for it. */
    public void writeNifti(Path file, boolean isPhase, int cycle, Map<String, Object> json) throws IOException {
        Files.createDirectories(file.getParent());
        short[] stored = stored(isPhase, cycle);
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES + Short.BYTES * stored.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(isPhase ? phaseHeader : magnitudeHeader);
        bytes.asShortBuffer().put(stored);
        Files.write(file, bytes.array());
        if (!json.isEmpty()) {
            writeJson(file, json);
        }
    }

    public static void writeJson(Path image, Map<String, Object> json) throws IOException {
        Files.writeString(Path.of(image.toString().replaceFirst("\\.nii(\\.gz)?$", ".json")), new Gson().toJson(json));
    }

    /** A half cycle as the files of a classic DICOM series, one for each slice, in no order. */
    public void writeClassic(Path folder, boolean isPhase, int cycle, Syntax syntax) throws IOException {
        for (int z = 0; z < slices; z++) {
            DicomBytes bytes = head(syntax, isPhase, cycle)
                    .decimals(0x00180080, TR_MS)
                    .decimals(0x00180081, 2.4)
                    .decimals(0x00181314, 15);
            series(bytes, isPhase, cycle, z + 1)
                    .decimals(0x00200032, positionMm(z))
                    .decimals(0x00200037, orientation());
            pixels(bytes, 1).decimals(0x00280030, spacingMm(1), spacingMm(0));
            scale(bytes, isPhase).shorts(0x7FE00010, plane(isPhase, cycle, z));
            bytes.write(folder.resolve(String.format("%02d-%02d.dcm", number(isPhase, cycle), (7 * z + 3) % slices)));
        }
    }

    /**
     * Half cycles as the frames of one enhanced MR file, slices from top to bottom, with everything that matters in the
     * functional groups: place, scale and kind of every frame in its own, orientation and timing in those of all.
     */
    public void writeEnhanced(Path file, boolean isPhase, int firstCycle, int cycles) throws IOException {
        DicomBytes bytes = head(Syntax.EXPLICIT_LITTLE, isPhase, firstCycle);
        series(bytes, isPhase, firstCycle, 1);
        pixels(bytes, slices * cycles);
        DicomBytes shared = bytes.nested()
                .sequence(0x00189112, bytes.nested().decimals(0x00180080, TR_MS).decimals(0x00181314, 15))
                .sequence(0x00189114, bytes.nested().floating(0x00189082, 2.4))
                .sequence(0x00209116, bytes.nested().decimals(0x00200037, orientation()))
                .sequence(
                        0x00289110,
                        bytes.nested().decimals(0x00180050, 5.2).decimals(0x00280030, spacingMm(1), spacingMm(0)));
        DicomBytes[] frames = new DicomBytes[slices * cycles];
        short[] all = new short[SIDE * SIDE * frames.length];
        for (int frame = 0; frame < frames.length; frame++) {
            int cycle = frame % cycles;
            int z = slices - 1 - frame / cycles;
            frames[frame] = bytes.nested()
                    .sequence(
                            0x00189226,
                            bytes.nested()
                                    .text(0x00089007, "CS", "ORIGINAL\\PRIMARY\\" + (isPhase ? "P" : "M") + "\\NONE")
                                    .text(0x00089208, "CS", isPhase ? "PHASE" : "MAGNITUDE"))
                    .sequence(0x00209111, bytes.nested().unsignedInt(0x00209128, cycle + 1))
                    .sequence(0x00209113, bytes.nested().decimals(0x00200032, positionMm(z)))
                    .sequence(0x00289145, scale(bytes.nested(), isPhase));
            System.arraycopy(plane(isPhase, firstCycle + cycle, z), 0, all, SIDE * SIDE * frame, SIDE * SIDE);
        }
        bytes.sequence(0x52009229, shared).sequence(0x52009230, frames).shorts(0x7FE00010, all);
        bytes.write(file);
    }

    private static DicomBytes head(Syntax syntax, boolean isPhase, int cycle) {
        return new DicomBytes(syntax, cycle % 2 == 0)
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\" + (isPhase ? "P" : "M") + "\\ND")
                .text(0x00080032, "TM", String.format("12%02d00.000000", cycle))
                .text(0x0008103E, "LO", "bssfp");
    }

    private static DicomBytes series(DicomBytes bytes, boolean isPhase, int cycle, int instance) {
        return bytes.text(0x0020000D, "UI", "1.2.3")
                .text(0x0020000E, "UI", "1.2.3." + number(isPhase, cycle))
                .integer(0x00200011, number(isPhase, cycle))
                .integer(0x00200012, 1)
                .integer(0x00200013, instance);
    }

    private static DicomBytes pixels(DicomBytes bytes, int frames) {
        return bytes.unsignedShort(0x00280002, 1)
                .integer(0x00280008, frames)
                .unsignedShort(0x00280010, SIDE)
                .unsignedShort(0x00280011, SIDE)
                .unsignedShort(0x00280100, 16)
                .unsignedShort(0x00280103, 0);
    }

    private static DicomBytes scale(DicomBytes bytes, boolean isPhase) {
        return isPhase ? bytes.decimals(0x00281052, -4096).decimals(0x00281053, 2) : bytes;
    }

    private short[] plane(boolean isPhase, int cycle, int z) {
        short[] plane = new short[SIDE * SIDE];
        System.arraycopy(stored(isPhase, cycle), SIDE * SIDE * z, plane, 0, plane.length);
        return plane;
    }

    private double[] positionMm(int z) {
        double[] position = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            position[axis] = sign(axis) * (affine[axis][3] + z * affine[axis][2]);
        }
        return position;
    }

    private double[] orientation() {
        double[] orientation = new double[6];
        for (int i = 0; i < 6; i++) {
            orientation[i] = sign(i % 3) * affine[i % 3][i / 3] / spacingMm(i / 3);
        }
        return orientation;
    }

    private double spacingMm(int column) {
        return Math.sqrt(
                Math.pow(affine[0][column], 2) + Math.pow(affine[1][column], 2) + Math.pow(affine[2][column], 2));
    }

    /** DICOM counts to the left and to the back. */
    private static int sign(int axis) {
        return axis < 2 ? -1 : 1;
    }
}

package org.relaxometry.bssfp.io.nifti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the header of an image, checks every field that reading depends on, and finds the file of the voxels. */
final class HeaderReader {

    private static final Pattern PAIR_NAME = Pattern.compile("(.+)\\.(hdr|img)(\\.gz)?", Pattern.CASE_INSENSITIVE);

    private static final long MOST_ARRAY_ELEMENTS = Integer.MAX_VALUE - 8;

    /** So many that their bytes, and the bytes before them, can be counted in a long. */
    private static final long MOST_VOXELS = 1L << 57;

    private static final double MOST_OFFSET = 0x1p61;

    /** What a plane costs beside its voxels: array header, ImgLib2 access, list entry. */
    private static final long BYTES_PER_PLANE = 64;

    private final Path file;
    private final HeaderBytes bytes;

    private HeaderReader(Path file, HeaderBytes bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** @param named the file, or either file of a pair */
    static NiftiHeader read(Path named) throws IOException {
        boolean namedByData = extension(named).equals("img");
        Path file = namedByData ? partner(named, "hdr", "header") : named;
        HeaderReader reader = new HeaderReader(file, HeaderBytes.of(start(file)).orElseThrow(() -> notNifti(file)));
        if (reader.bytes.isSingleFile()) {
            return reader.header(file);
        }
        if (reader.bytes.isPair()) {
            return reader.header(namedByData ? named : partner(file, "img", "voxels"));
        }
        throw reader.withoutMagic();
    }

    /** Whether the file starts as a NIfTI header does. */
    static boolean startsAsNifti(Path file) throws IOException {
        return Files.isRegularFile(file)
                && HeaderBytes.of(start(file))
                        .filter(header -> header.isSingleFile() || header.isPair())
                        .isPresent();
    }

    private static byte[] start(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] start = new byte[HeaderBytes.MOST_BYTES];
            return Arrays.copyOf(start, source.read(start, start.length));
        }
    }

    private static NiftiException notNifti(Path file) {
        return new NiftiException(
                file,
                "is not a NIfTI file: it does not start with the size of a NIfTI header (sizeof_hdr 348 or 540), or is"
                        + " shorter than one.");
    }

    private NiftiException withoutMagic() {
        if (bytes.version() == NiftiVersion.NIFTI_1) {
            return new NiftiException(
                    file,
                    "is an ANALYZE 7.5 file or a damaged NIfTI-1 file: the mark 'n+1' or 'ni1' (magic) is missing."
                            + " ANALYZE does not say which side is left; convert the original data to NIfTI.");
        }
        return new NiftiException(
                file, "is a damaged NIfTI-2 file: the mark 'n+2' or 'ni2' (magic) is missing or altered.");
    }

    private NiftiHeader header(Path dataFile) throws IOException {
        NiftiType type = type();
        long[] dimensions = dimensions();
        double slope = slope();
        NiftiHeader header = new NiftiHeader(
                file,
                dataFile,
                bytes.byteOrder(),
                type,
                dimensions,
                dataOffset(),
                slope == 0 ? 1 : slope,
                slope == 0 ? 0 : intercept(),
                geometry(),
                bytes.description());
        requireSize(header);
        requireMemory(header, Runtime.getRuntime().maxMemory());
        return header;
    }

    private NiftiType type() throws NiftiException {
        int code = (int) bytes.integer(HeaderField.DATATYPE, 0);
        NiftiType type = NiftiType.ofCode(code)
                .orElseThrow(() -> new NiftiException(
                        file, "voxels of datatype " + code + " are not read: " + NiftiType.whyRefused(code) + "."));
        long bits = bytes.integer(HeaderField.BITPIX, 0);
        if (bits != type.bits()) {
            throw new NiftiException(
                    file,
                    "bitpix is " + bits + ", but datatype " + code + " (" + type + ") has " + type.bits() + " bits.");
        }
        return type;
    }

    private long[] dimensions() throws NiftiException {
        long count = bytes.integer(HeaderField.DIM, 0);
        if (count < 1 || count > 7) {
            throw new NiftiException(file, "dim[0], the number of dimensions, is " + count + ", but must be 1 to 7.");
        }
        long[] dimensions = {1, 1, 1, 1, 1, 1, 1};
        int used = 2;
        for (int i = 0; i < count; i++) {
            dimensions[i] = bytes.integer(HeaderField.DIM, 1 + i);
            if (dimensions[i] < 1 || dimensions[i] > Integer.MAX_VALUE) {
                throw new NiftiException(
                        file,
                        "dim[" + (1 + i) + "] is " + dimensions[i] + ", but must be 1 to " + Integer.MAX_VALUE + ".");
            }
            used = dimensions[i] > 1 ? Math.max(used, i + 1) : used;
        }
        requireAtMost(MOST_ARRAY_ELEMENTS, "voxels in a slice", dimensions, 0, 2);
        requireAtMost(MOST_ARRAY_ELEMENTS, "slices", dimensions, 2, 7);
        requireAtMost(MOST_VOXELS, "voxels", dimensions, 0, 7);
        return Arrays.copyOf(dimensions, used);
    }

    private void requireAtMost(long most, String what, long[] dimensions, int from, int to) throws NiftiException {
        long product = 1;
        for (int i = from; i < to; i++) {
            if (dimensions[i] > most / product) {
                throw new NiftiException(
                        file,
                        "dim[1] to dim[7] are " + Arrays.toString(dimensions) + ": more than " + most + " " + what
                                + " are not read.");
            }
            product *= dimensions[i];
        }
    }

    private long dataOffset() throws NiftiException {
        double offset = bytes.real(HeaderField.VOX_OFFSET, 0);
        int least = bytes.isSingleFile() ? bytes.version().headerBytes : 0;
        if (!(offset >= least) || offset != Math.rint(offset) || offset > MOST_OFFSET) {
            throw new NiftiException(
                    file,
                    "vox_offset, the byte where the voxels start, is " + offset + ", but must be a whole number of at"
                            + " least " + least + ".");
        }
        return (long) offset;
    }

    /** 0 where none is stated. */
    private double slope() {
        double slope = bytes.real(HeaderField.SCL_SLOPE, 0);
        return Double.isFinite(slope) ? slope : 0;
    }

    private double intercept() throws NiftiException {
        double intercept = bytes.real(HeaderField.SCL_INTER, 0);
        if (!Double.isFinite(intercept)) {
            throw new NiftiException(
                    file,
                    "scl_inter is " + intercept + ", although scl_slope is stated; true values cannot be computed.");
        }
        return intercept;
    }

    private NiftiGeometry geometry() throws NiftiException {
        NiftiGeometry geometry = NiftiGeometry.readFrom(bytes);
        boolean bySform = geometry.sformCode() > 0;
        List<Double> used = bySform ? geometry.sform() : geometry.qformCode() > 0 ? geometry.qform() : List.of();
        if (!used.stream().allMatch(Double::isFinite)) {
            throw new NiftiException(
                    file,
                    "the position in space (" + (bySform ? "srow_x, srow_y, srow_z" : "quatern and qoffset")
                            + ") has numbers that are not finite: " + used + ".");
        }
        return geometry;
    }

    private static void requireSize(NiftiHeader header) throws IOException {
        try (ByteSource source = ByteSource.open(header.dataFile())) {
            long needed = header.end();
            if (needed > source.mostBytes()) {
                throw new NiftiException(
                        header.dataFile(),
                        "the header claims " + needed + " bytes (dimensions " + Arrays.toString(header.dimensions())
                                + " of " + header.type() + " from byte " + header.dataOffset() + "), but the file has "
                                + source.fileBytes() + (source.isGzip() ? " gzipped bytes, too few for that." : "."));
            }
        }
    }

    static void requireMemory(NiftiHeader header, long mostBytes) throws NiftiException {
        long needed = header.dataBytes() + header.planes() * BYTES_PER_PLANE;
        if (needed > mostBytes) {
            throw new NiftiException(
                    header.file(),
                    "the image needs " + needed / 1_000_000 + " MB of memory, but the program may use "
                            + mostBytes / 1_000_000
                            + " MB. Give it more (in Fiji: Edit > Options > Memory & Threads).");
        }
    }

    /** hdr, img, or nothing. */
    private static String extension(Path file) {
        Matcher matcher = PAIR_NAME.matcher(name(file));
        return matcher.matches() ? matcher.group(2).toLowerCase(Locale.ROOT) : "";
    }

    private static Path partner(Path file, String extension, String what) throws NiftiException {
        Matcher matcher = PAIR_NAME.matcher(name(file));
        if (!matcher.matches()) {
            throw new NiftiException(
                    file,
                    "its header says (magic) that the voxels are in an .img file of the same name, but it is not"
                            + " named .hdr, so that there is no such file.");
        }
        boolean upper = matcher.group(2).equals(matcher.group(2).toUpperCase(Locale.ROOT));
        String plain = matcher.group(1) + "." + (upper ? extension.toUpperCase(Locale.ROOT) : extension);
        List<String> names = matcher.group(3) == null ? List.of(plain, plain + ".gz") : List.of(plain + ".gz", plain);
        return names.stream()
                .map(file::resolveSibling)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new NiftiException(
                        file, "the other file of the pair, " + names.get(0) + " with the " + what + ", is missing."));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}

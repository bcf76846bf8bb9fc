package org.relaxometry.bssfp.io.image;

import com.google.gson.JsonObject;
import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.Doubts;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * What travels with an open image in its ImageJ properties (Image &gt; Properties…): they are saved in TIFF files, and
 * kept by duplicating. All texts are ASCII, because ImageJ loses other characters when it reads a little-endian TIFF.
 */
public final class ImageProperties {

    /** The quantity of a mask. */
    public static final String MASK = "mask";

    private static final String PROTOCOL = "bSSFP_Protocol";
    private static final String SERIES = "bSSFP_Series";
    private static final String DOUBTS = "bSSFP_Doubts";
    private static final String MADE_FROM = "bSSFP_Made_From";
    private static final String CORRECTIONS = "bSSFP_Corrections";
    private static final String FURTHER = "bSSFP_Further";
    private static final String PIXELS = "bSSFP_Pixels";
    private static final String RECORD = "bSSFP_Record";
    private static final String ROLE = "bSSFP_Role";
    private static final String PHASE_UNIT = "bSSFP_Phase_Unit";
    private static final String SOURCE = "bSSFP_Source";
    private static final String QUANTITY = "bSSFP_Quantity";
    private static final String FILE_NAME = "bSSFP_File_Name";
    private static final String TITLED = " of the image ";
    private static final String GEOMETRY = "NIfTI_Geometry";

    private static final Pattern RUN = Pattern.compile("(?m)^" + RunId.KEY + ": ([0-9a-f]+)$");

    /** How ImageJ2 begins the info of an image that it has made of a Dataset, by SCIFIO or in a script. */
    private static final String OF_A_DATASET = "--- Dataset Information ---";

    private ImageProperties() {}

    /** Marks an image that was a Dataset of ImageJ2, or another image of ImgLib2. */
    public static void storeOfADataset(ImagePlus image) {
        image.setProperty("Info", OF_A_DATASET + "\n");
    }

    /** Whether it was a Dataset, which has neither the position in space nor the protocol that its file states. */
    public static boolean isOfADataset(ImagePlus image) {
        return image.getInfoProperty() != null && image.getInfoProperty().startsWith(OF_A_DATASET);
    }

    /** Stores the protocol as JSON text with BIDS names and units. */
    public static void storeProtocol(ImagePlus image, Protocol protocol) {
        image.setProp(PROTOCOL, ProtocolJson.write(protocol));
    }

    /** Stores a protocol with the word for what was typed. */
    public static void storeProtocol(ImagePlus image, SourcedProtocol protocol) {
        image.setProp(PROTOCOL, ProtocolJson.write(protocol));
    }

    /** Stores a protocol, unless the image has one for as many cycles that nobody has typed. */
    public static void keepProtocol(ImagePlus image, SourcedProtocol protocol) {
        boolean hasOwn = values(image).filter(own -> own.typed().isEmpty()).isPresent()
                && protocol(image)
                        .filter(own -> own.cycles() == protocol.protocol().cycles())
                        .isPresent();
        if (!hasOwn) {
            storeProtocol(image, protocol);
        }
    }

    /** The stored protocol as JSON text. */
    public static Optional<String> protocolText(ImagePlus image) {
        return property(image, PROTOCOL);
    }

    /** The stored protocol; empty where there is none or it is not whole. */
    public static Optional<Protocol> protocol(ImagePlus image) {
        return values(image).flatMap(ProtocolValues::protocol);
    }

    private static Optional<ProtocolValues> values(ImagePlus image) {
        Optional<String> text = protocolText(image);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ProtocolJson.parse(text.get(), "protocol stored in the image"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stores what was doubtful when the image was made. */
    public static void storeDoubts(ImagePlus image, Set<String> doubts) {
        if (!doubts.isEmpty()) {
            image.setProp(DOUBTS, Doubts.text(doubts));
        }
    }

    /** The stored doubts. */
    public static Set<String> doubts(ImagePlus image) {
        return property(image, DOUBTS).map(Doubts::ofText).orElse(Set.of());
    }

    /** Stores which images it was made from, as checksums; see {@link MadeFrom}. */
    public static void storeMadeFrom(ImagePlus image, Set<String> checksums) {
        image.setProp(MADE_FROM, String.join(" ", checksums));
    }

    /** The stored checksums, in their order. */
    public static Set<String> madeFrom(ImagePlus image) {
        return property(image, MADE_FROM)
                .<Set<String>>map(text -> new LinkedHashSet<>(List.of(text.split(" "))))
                .orElse(Set.of());
    }

    /** Stores what was taken out of the images of the series; see {@link org.relaxometry.bssfp.io.sidecar.Corrections}. */
    public static void storeCorrections(ImagePlus image, Set<String> corrections) {
        if (!corrections.isEmpty()) {
            image.setProp(CORRECTIONS, String.join("; ", corrections));
        }
    }

    /** The stored corrections, in their order. */
    public static Set<String> corrections(ImagePlus image) {
        return property(image, CORRECTIONS)
                .<Set<String>>map(text -> new LinkedHashSet<>(List.of(text.split("; "))))
                .orElse(Set.of());
    }

    /** Stores to which series an image belongs; see {@link LoadedSeries#id}. */
    public static void storeSeries(ImagePlus image, String id) {
        image.setProp(SERIES, id);
    }

    /** The stored series. */
    public static Optional<String> series(ImagePlus image) {
        return property(image, SERIES);
    }

    /** Stores what an image is: {@code magnitude}, {@code phase}, {@code real}, {@code imaginary} or {@code complex}. */
    public static void storeRole(ImagePlus image, String role) {
        image.setProp(ROLE, role);
    }

    /** The stored role. */
    public static Optional<String> role(ImagePlus image) {
        return property(image, ROLE);
    }

    /** Stores what an image is of, such as the name of a subject and what was done to the series: all of one run share it. */
    public static void storeSource(ImagePlus image, String source) {
        image.setProp(SOURCE, source);
    }

    /** The stored source. */
    public static Optional<String> source(ImagePlus image) {
        return property(image, SOURCE);
    }

    /**
     * Stores what was made of a series: such an image is no series itself.
     *
     * @param quantity such as T1, B1, {@value #MASK} or mean magnitude
     */
    public static void storeQuantity(ImagePlus image, String quantity) {
        image.setProp(QUANTITY, quantity);
    }

    /** The stored quantity; empty for the images of a series and for those of others. */
    public static Optional<String> quantity(ImagePlus image) {
        return property(image, QUANTITY);
    }

    /** Stores the name, without ending, that the file of an image has or would have; it holds as long as the title stays. */
    public static void storeFileName(ImagePlus image, String name) {
        image.setProp(FILE_NAME, name + TITLED + image.getTitle());
    }

    /** The stored name; empty for a duplicate, which has another title. */
    public static Optional<String> fileName(ImagePlus image) {
        return property(image, FILE_NAME)
                .filter(text -> text.endsWith(TITLED + image.getTitle()))
                .map(text -> text.substring(0, text.indexOf(TITLED)));
    }

    /** Of which run of this program the image is, as the record in its info says; see {@link RunId}. */
    public static Optional<String> run(ImagePlus image) {
        return Optional.ofNullable(image.getInfoProperty())
                .flatMap(info -> RUN.matcher(info).results().reduce((earlier, last) -> last))
                .map(found -> found.group(1));
    }

    /** Stores how the image came about, as its JSON file has it. */
    public static void storeRecord(ImagePlus image, JsonObject record) {
        String text = record.toString();
        StringBuilder ascii = new StringBuilder();
        text.chars().forEach(c -> ascii.append(c < 128 ? Character.toString(c) : String.format("\\u%04x", c)));
        image.setProp(RECORD, ascii.toString());
        image.setProp(PIXELS, InputFile.of("", image, Progress.NONE).sha256());
    }

    /** Keeps further images of the run that have no window of their own yet; not in files, and not in duplicates. */
    public static void storeFurther(ImagePlus image, List<ImagePlus> further) {
        image.setProperty(FURTHER, new Further(image, List.copyOf(further)));
    }

    private record Further(ImagePlus of, List<ImagePlus> images) {}

    /** The further images of the run. */
    public static List<ImagePlus> further(ImagePlus image) {
        return image.getProperty(FURTHER) instanceof Further further && further.of() == image
                ? further.images()
                : List.of();
    }

    /** Whether the pixels are others than when the record was stored. */
    public static boolean isChanged(ImagePlus image, Progress progress) {
        return property(image, PIXELS)
                .map(then -> !then.equals(InputFile.of("", image, progress).sha256()))
                .orElse(false);
    }

    /** The stored record; empty where there is none. */
    public static Optional<JsonObject> record(ImagePlus image) {
        try {
            Optional<String> text = property(image, RECORD);
            return text.isPresent() && BoundedJson.parseRecord(text.get()) instanceof JsonObject record
                    ? Optional.of(record)
                    : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** Stores the unit of a phase image, one of {@link SeriesRequest#PHASE_UNITS}. */
    public static void storePhaseUnit(ImagePlus image, String unit) {
        image.setProp(PHASE_UNIT, unit);
    }

    /** The stored phase unit. */
    public static Optional<String> phaseUnit(ImagePlus image) {
        return property(image, PHASE_UNIT);
    }

    /** Stores where the voxels of an image of this size lie, exactly as the NIfTI header says. */
    public static void storeGeometry(ImagePlus image, NiftiGeometry geometry) {
        image.setProp(GEOMETRY, sizeText(image) + geometry.toText());
    }

    /**
     * The stored geometry; empty where the image has since been cropped, scaled or restacked.
     *
     * @throws IllegalArgumentException if the property does not hold a geometry
     */
    public static Optional<NiftiGeometry> geometry(ImagePlus image) {
        String size = sizeText(image);
        return property(image, GEOMETRY)
                .filter(text -> text.startsWith(size))
                .map(text -> NiftiGeometry.fromText(text.substring(size.length())));
    }

    private static String sizeText(ImagePlus image) {
        return "size " + image.getWidth() + " " + image.getHeight() + " " + image.getNSlices() + "; ";
    }

    private static Optional<String> property(ImagePlus image, String key) {
        String value = image.getProp(key);
        return Optional.ofNullable(value == null ? propertyOfFile(image, key) : value);
    }

    /** ImageJ does not pass the properties of a TIFF file on to a virtual stack. */
    private static String propertyOfFile(ImagePlus image, String key) {
        FileInfo file = image.getStack().isVirtual() ? image.getOriginalFileInfo() : null;
        String[] keysAndValues = file == null || file.properties == null ? new String[0] : file.properties;
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            if (keysAndValues[i].equals(key)) {
                return keysAndValues[i + 1];
            }
        }
        return null;
    }
}

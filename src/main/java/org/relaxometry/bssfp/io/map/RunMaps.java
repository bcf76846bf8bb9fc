package org.relaxometry.bssfp.io.map;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * All maps of one mapping run, from its files or from open images.
 *
 * @param source what the series was of
 * @param volumes map by parameter, times in ms, NaN where there is no value, infinite where T1 or T2 is no more than a lower bound
 * @param status codes of {@link org.relaxometry.bssfp.estimation.EstimationStatus}, where there is a map of them
 * @param record how the maps came about, as the run wrote it; without members for open images that do not know it
 * @param longestMs T1 and T2 of which a map holds no more than a lower bound; infinite where there is none
 * @param inputs what was read
 * @param warnings what the user should look at
 */
public record RunMaps(
        String source,
        Map<Parameter, MapVolume> volumes,
        Optional<MapVolume> status,
        JsonObject record,
        double longestMs,
        List<InputFile> inputs,
        List<String> warnings) {

    /**
     * Reads those of the parameters that the run has.
     *
     * @param key under which it was named
     * @param text folder of the run, one of its maps, or the title of an open map
     * @param wanted which maps to read
     * @throws IllegalArgumentException where there is no such run, or its maps have different sizes
     * @throws IOException if a file cannot be read
     */
    public static RunMaps read(String key, String text, List<Parameter> wanted, Progress progress) throws IOException {
        Optional<ImagePlus> open = ImageNames.find(text);
        return open.isPresent()
                ? new Reader(progress).open(key, open.get(), wanted)
                : files(key, text, wanted, progress);
    }

    /** As {@link #read}, of files only, which have a record. */
    public static RunMaps files(String key, String text, List<Parameter> wanted, Progress progress) throws IOException {
        return new Reader(progress).files(RunFiles.of(key, text), wanted);
    }

    /** Values of a parameter; empty where there is no such map. */
    public Optional<float[]> values(Parameter parameter) {
        return Optional.ofNullable(volumes.get(parameter)).map(MapVolume::values);
    }

    /** @throws IllegalArgumentException where there is no such map */
    public float[] require(Parameter parameter) {
        return values(parameter)
                .orElseThrow(() -> new IllegalArgumentException("The run '" + source + "' has no map of "
                        + parameter.symbol() + ". Expected " + parameter.fileName() + ".nii.gz beside its other maps"
                        + (record.isEmpty() ? ", or an open image of it." : ".")));
    }

    public VolumeGrid grid() {
        return volumes.values().iterator().next().grid();
    }

    public NiftiGeometry geometry() {
        return volumes.values().iterator().next().geometry();
    }

    /** Of the series, where the record states it. */
    public Optional<Protocol> protocol() throws IOException {
        return record.get("Protocol") instanceof JsonObject stated
                ? ProtocolJson.parse(stated.toString(), "record of the map").protocol()
                : Optional.empty();
    }

    /** The images that the maps were made from, as {@link MadeFrom} has them; the maps themselves where none are known. */
    public Set<String> madeFrom() {
        Set<String> stated = MadeFrom.in(record);
        return stated.isEmpty()
                ? inputs.stream().map(InputFile::sha256).collect(Collectors.toCollection(LinkedHashSet::new))
                : stated;
    }

    /** A member of the record as text; empty where it has none. */
    public String stated(String member) {
        return record.get(member) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    /** A map with its lower bounds as the longest time, which the mapping commands write; a copy. */
    public float[] boundsAsNumbers(float[] values) {
        float[] numbers = values.clone();
        for (int v = 0; v < numbers.length; v++) {
            numbers[v] = numbers[v] == Float.POSITIVE_INFINITY ? (float) longestMs : numbers[v];
        }
        return numbers;
    }

    private static final class Reader {

        private final Progress progress;
        private final LoadLog log = new LoadLog();
        private final List<InputFile> inputs = new ArrayList<>();
        private double longestMs = Double.POSITIVE_INFINITY;

        Reader(Progress progress) {
            this.progress = progress;
        }

        RunMaps files(RunFiles run, List<Parameter> wanted) throws IOException {
            Map<Parameter, Source> sources = new LinkedHashMap<>();
            JsonObject record = new JsonObject();
            for (Parameter parameter : wanted) {
                Optional<Path> file = run.map(parameter);
                if (file.isPresent()) {
                    record = sources.isEmpty() ? record(file.get()) : record;
                    sources.put(parameter, file(file.get()));
                }
            }
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("The run in '" + run.folder() + "' has no map of "
                        + wanted.get(0).symbol() + ". Expected " + run.prefix()
                        + wanted.get(0).fileName() + ".nii.gz.");
            }
            String folder =
                    FileName.of(run.folder().toAbsolutePath().normalize().toString());
            String source = run.prefix().isEmpty() ? folder : run.prefix().replaceFirst("[^\\p{L}\\p{N}]+$", "");
            return maps(source, sources, run.status().map(this::file), record);
        }

        /** How an image of the run is read. */
        private interface Source {
            SourceImage open(String role) throws IOException;
        }

        private Source file(Path file) {
            return role -> ImageOpener.open(role, file.toString(), progress, log);
        }

        private Source image(ImagePlus image) {
            if (ImageProperties.isChanged(image, progress)) {
                log.warn("The image '" + image.getTitle()
                        + "' has been changed since it was made: its values are not those of the run.");
            }
            return role -> ImageOpener.of(role, image);
        }

        /** The images that the same run has opened. */
        RunMaps open(String key, ImagePlus image, List<Parameter> wanted) throws IOException {
            if (ImageProperties.quantity(image).isEmpty()) {
                throw new IllegalArgumentException("'" + key + "': the image '" + image.getTitle()
                        + "' is no map of this program. Expected a map that Map T1 T2 B0… or Open Maps… opened, or its"
                        + " folder.");
            }
            Map<Parameter, Source> sources = new LinkedHashMap<>();
            for (Parameter parameter : wanted) {
                sibling(image, parameter.fileName()).ifPresent(found -> sources.put(parameter, image(found)));
            }
            if (sources.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + key + "': no map of " + wanted.get(0).symbol() + " is open that belongs to '"
                                + image.getTitle() + "'. Give the folder of the run.");
            }
            return maps(
                    ImageNames.source(image),
                    sources,
                    sibling(image, RunFiles.STATUS).map(this::image),
                    ImageProperties.record(image).orElseGet(JsonObject::new));
        }

        /**
         * The image itself where it is what is wanted; else the one of its run that is, and that nobody has duplicated or renamed; else that
         * without a window.
         */
        private static Optional<ImagePlus> sibling(ImagePlus image, String quantity) {
            if (isOf(quantity, image)) {
                return Optional.of(image);
            }
            List<ImagePlus> ofRun = ImageNames.open().stream()
                    .filter(each -> run(each).equals(run(image)))
                    .toList();
            List<ImagePlus> candidates =
                    ofRun.stream().filter(each -> isOf(quantity, each)).toList();
            List<ImagePlus> asMade = candidates.stream()
                    .filter(each -> ImageProperties.fileName(each).isPresent())
                    .toList();
            List<ImagePlus> found = asMade.isEmpty() ? candidates : asMade;
            // a run that was opened twice has equal maps
            boolean areEqual = !asMade.isEmpty() && ImageProperties.run(image).isPresent();
            if (found.size() > 1 && !areEqual) {
                throw new IllegalArgumentException("Several open images may be the " + quantity + " that belongs to '"
                        + image.getTitle() + "': '"
                        + found.stream().map(ImageNames::of).collect(Collectors.joining("', '"))
                        + "'. Close all but one of them, or give the folder of the run.");
            }
            return found.stream().reduce((earlier, later) -> later).or(() -> ofRun.stream()
                    .flatMap(each -> ImageProperties.further(each).stream())
                    .filter(each -> isOf(quantity, each) && run(each).equals(run(image)))
                    .findFirst());
        }

        private static boolean isOf(String quantity, ImagePlus image) {
            return ImageProperties.quantity(image).filter(quantity::equals).isPresent();
        }

        /** What the images of a run share; of those that do not say it, source and the method behind the last dot of the title. */
        private static String run(ImagePlus image) {
            String title = image.getTitle();
            return ImageProperties.run(image)
                    .orElseGet(() -> ImageNames.source(image) + title.substring(title.lastIndexOf('·') + 1));
        }

        private RunMaps maps(String source, Map<Parameter, Source> sources, Optional<Source> status, JsonObject record)
                throws IOException {
            Map<Parameter, MapVolume> volumes = new EnumMap<>(Parameter.class);
            for (Map.Entry<Parameter, Source> each : sources.entrySet()) {
                volumes.put(each.getKey(), volume(each.getKey().fileName(), each.getValue()));
            }
            MapVolume first = volumes.values().iterator().next();
            Optional<MapVolume> codes =
                    status.isPresent() ? Optional.of(volume(RunFiles.STATUS, status.get())) : Optional.empty();
            for (MapVolume volume : volumes.values()) {
                if (!volume.grid().equals(first.grid())) {
                    throw new IllegalArgumentException("The maps of the run '" + source + "' have different sizes, "
                            + first.grid().sizeText() + " and " + volume.grid().sizeText()
                            + ". Expected maps of one run.");
                }
            }
            return new RunMaps(source, volumes, codes, record, longestMs, inputs, log.warnings());
        }

        private MapVolume volume(String role, Source source) throws IOException {
            SourceImage image = source.open(role);
            inputs.addAll(image.inputs(progress));
            StatedMap map = StatedMap.of(image, MapPair.AUTO);
            longestMs = Math.min(longestMs, map.longestMs());
            return MapVolume.of(map, log);
        }

        private static JsonObject record(Path map) throws IOException {
            Path json = RunFiles.record(map);
            if (Files.exists(json) && BoundedJson.parseRecord(Files.readString(json)) instanceof JsonObject record) {
                return record;
            }
            throw new IllegalArgumentException("'" + map + "' has no record beside it, and without it nobody knows its"
                    + " unit. Expected '" + json.getFileName() + "', as Map T1 T2 B0… writes it.");
        }
    }
}

package org.relaxometry.bssfp.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;

/**
 * Steps beside the programs that others use for them, where these are installed: each as a program of its own from its start to its
 * end, in turn, ours with a Java that starts anew. On Linux and Macs, from the launcher.
 */
final class BenchmarkPeers {

    /** Rigid, as the manual of elastix proposes for images of one kind. */
    private static final String RIGID =
            """
            (FixedInternalImagePixelType "float") (MovingInternalImagePixelType "float")
            (Registration "MultiResolutionRegistration") (Transform "EulerTransform")
            (Metric "AdvancedMattesMutualInformation") (Optimizer "AdaptiveStochasticGradientDescent")
            (Interpolator "BSplineInterpolator") (ResampleInterpolator "FinalBSplineInterpolator")
            (Resampler "DefaultResampler") (ImageSampler "RandomCoordinate") (NumberOfSpatialSamples 2048)
            (NewSamplesEveryIteration "true") (NumberOfResolutions 3) (MaximumNumberOfIterations 256)
            (AutomaticScalesEstimation "true") (AutomaticTransformInitialization "true")
            (WriteResultImage "true") (ResultImageFormat "nii.gz") (ResultImagePixelType "float")
            """
                    .replace(") (", ")\n(");

    /** Of the shell's {@code times}, in its second line: user and system time of the programs that ran. */
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s\\s+(\\d+)m([\\d.]+)s\\s*\\z");

    /** One program of several that do the same, and its processor time in every round, the warm-up too. */
    private record Entrant(String step, String name, List<String> command, List<Double> processorSeconds) {

        Entrant(String step, String name, List<String> command) {
            this(step, name, command, new ArrayList<>());
        }
    }

    private final int rounds;
    private final Path place;
    private final List<Entrant> entrants = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    private BenchmarkPeers(int rounds, Path place) {
        this.rounds = rounds;
        this.place = place;
    }

    /**
     * Runs it.
     *
     * @param series for the steps of preprocessing
     * @param dicom a folder of DICOM files for the import; empty: it is left out
     */
    static Map<String, Object> run(int rounds, LoadedSeries series, String dicom, Progress progress, List<String> lines)
            throws IOException {
        Path place = Files.createTempDirectory("bssfp-peers-");
        try {
            BenchmarkPeers peers = new BenchmarkPeers(rounds, place);
            peers.enter(series, dicom, progress.silent());
            return peers.time(progress, lines);
        } finally {
            remove(place);
        }
    }

    private void enter(LoadedSeries loaded, String dicom, Progress progress) throws IOException {
        int cycles = loaded.series().protocol().cycles();
        if (!dicom.isEmpty()) {
            ours("import", "folder=" + dicom, "order=1-" + cycles);
            peer("import", "dcm2niix", "-z", "y", "-o", place.toString(), dicom);
            peer("import", "dcm2niix", "-z", "i", "-o", place.toString(), dicom);
        }
        List<String> magnitudes = write(loaded, progress);
        String magnitude = place.resolve("bssfp_part-mag.nii.gz").toString();
        String[] series = {"magnitude=" + magnitude, "phase=" + magnitude.replace("part-mag", "part-phase")};
        ours("gibbs", series[0], series[1], "mode=in plane");
        peer("gibbs", "mrdegibbs", "-quiet", "-force", magnitude, place + "/degibbs.nii.gz");
        ours("motion", series);
        Path rigid = Files.writeString(place.resolve("rigid.txt"), RIGID);
        String registrations = magnitudes.stream()
                .skip(1)
                .map(moving -> "elastix -f " + magnitudes.get(0) + " -m " + moving + " -p " + rigid + " -out " + place)
                .collect(Collectors.joining(" && "));
        peer("motion", "elastix", registrations);
        ours("map", series);
    }

    /** The series as our commands read it, and the magnitude of every cycle in a file of its own. */
    private List<String> write(LoadedSeries loaded, Progress progress) throws IOException {
        try (ResultFolder folder = new ResultFolder(place.toString(), "", true)) {
            ResultWriter writer = new ResultWriter(folder, new RunRecord(loaded), progress);
            writer.series(new SeriesFiles(loaded.series(), loaded.geometry(), loaded.sourced()));
            writer.publish(line -> {});
        }
        List<String> files = new ArrayList<>();
        for (ComplexVolume cycle :
                CycleVolumes.read(loaded.series(), progress).series().cycles()) {
            Path file = place.resolve("cycle" + files.size() + ".nii");
            NiftiWriter.write(
                    file,
                    ArrayImgs.floats(cycle.magnitude(), cycle.grid().size()),
                    loaded.geometry(),
                    "",
                    true,
                    progress);
            files.add(file.toString());
        }
        return files;
    }

    private void ours(String step, String... keys) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                Launcher.class.getName(),
                step));
        command.addAll(List.of(keys));
        command.addAll(List.of("output=" + place.resolve(step), "overwrite=true"));
        entrants.add(new Entrant(step, "ours", command));
    }

    /** Of this Java, and of the loader that a host has for plugins. */
    private static String classPath() {
        List<String> places = new ArrayList<>();
        if (Launcher.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL place : loader.getURLs()) {
                places.add(Path.of(URI.create(place.toString())).toString());
            }
        }
        places.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, places);
    }

    /** @param program and its words; a single one is a line for the shell */
    private void peer(String step, String program, String... words) {
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!installed) {
            absent.add(program);
            return;
        }
        List<String> command = new ArrayList<>();
        if (words.length == 1) {
            command.addAll(List.of("sh", "-c", words[0]));
        } else {
            command.add(program);
            command.addAll(List.of(words));
        }
        String options = program.equals("dcm2niix") ? " " + words[0] + " " + words[1] : "";
        entrants.add(new Entrant(step, program + options, command));
    }

    private Map<String, Object> time(Progress progress, List<String> lines) throws IOException {
        List<Runnable> works =
                entrants.stream().map(entrant -> (Runnable) () -> call(entrant)).toList();
        double[][] seconds = BenchmarkRounds.times(works, rounds, progress).seconds();
        lines.add(String.format("%-10s %-16s %12s %12s", "step", "program", "s", "processor s"));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            Entrant entrant = entrants.get(i);
            double[] counted = entrant.processorSeconds().stream()
                    .skip(1)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double median = BenchmarkRounds.median(seconds[i]);
            double processor = BenchmarkRounds.median(counted);
            lines.add(String.format(
                    Locale.ROOT, "%-10s %-16s %12.2f %12.2f", entrant.step(), entrant.name(), median, processor));
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("Step", entrant.step());
            row.put("Program", entrant.name());
            row.put("Seconds", median);
            row.put("ProcessorSeconds", processor);
            row.put("SecondsOfEachRound", seconds[i]);
            rows.add(row);
        }
        List<String> missing = absent.stream().distinct().toList();
        missing.forEach(program -> lines.add(program + " is not installed."));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("Rows", rows);
        report.put("NotInstalled", missing);
        return report;
    }

    /** Runs a program to its end; the shell tells the processor time of what it has run. */
    private void call(Entrant entrant) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; code=$?; times; exit $code", "sh"));
        command.addAll(entrant.command());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            Matcher times = TIMES.matcher(text);
            if (code != 0 || !times.find()) {
                throw new IOException(
                        "'" + String.join(" ", entrant.command()) + "' ended with " + code + ":\n" + text);
            }
            entrant.processorSeconds().add(seconds(times, 1) + seconds(times, 3));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled.");
        }
    }

    private static double seconds(Matcher times, int group) {
        return 60 * Double.parseDouble(times.group(group)) + Double.parseDouble(times.group(group + 1));
    }

    private static void remove(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

package org.relaxometry.bssfp.app.map;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.SeriesKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.mapping.Handedness;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.consistency.SeriesCheck;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ConfigurationMaps;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** The SSFP configurations F−1, F0 and F+1 of a phase-cycled series as images. */
@Plugin(
        type = Command.class,
        name = "configurations",
        label = "Compute Configurations...",
        description = "SSFP configurations F-1, F0 and F+1 of a phase-cycled bSSFP series.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ComputeConfigurations extends RelaxometryCommand {

    private static final String MAGNITUDE_AND_PHASE = "magnitude and phase";
    private static final String REAL_AND_IMAGINARY = "real and imaginary";
    private static final String MAGNITUDE = "magnitude";
    private static final String ASYMMETRY = "asymmetry";
    private static final List<String> ORDERS = List.of("-1", "0", "1");
    private static final List<String> PARTS = List.of("mag", "phase", "real", "imag");

    private final SeriesKeys series = new SeriesKeys(keys);

    private final OutputKeys output = OutputKeys.ofImages(keys);

    private final ThreadsKey threads = new ThreadsKey(keys);

    private final Key<String> form = key(Key.choice(
            "form",
            "Form of the results",
            "What is given of the complex configurations. Phases are in radians.",
            MAGNITUDE_AND_PHASE,
            REAL_AND_IMAGINARY,
            MAGNITUDE));

    private final Key<Boolean> reference = key(Key.tick(
            "reference",
            "Reference the phase",
            "Turn the phase of every voxel so that F0 is real and positive, as MIRACLE and the networks take it.",
            false));

    private final Key<Boolean> normalise = key(Key.tick(
            "normalise",
            "Normalise",
            "Divide every voxel by the root of the sum of squares of its three configurations.",
            false));

    private final Key<Boolean> asymmetry = key(Key.tick(
            "asymmetry",
            "Asymmetry of the profile",
            "Map of how unequal the halves of the profile are, from -1 to 1: 0 for one kind of spins, not 0 where fat or"
                    + " a second water pool lies in the voxel, or noise.",
            false));

    /** A configuration image: file name in the style of BIDS, unit, and values. */
    private record Part(String name, String unit, PlanarImg<FloatType, FloatArray> image) {

        /** As scripts call it. */
        String script() {
            return scriptName(name);
        }

        String quantity() {
            return name.equals(ASYMMETRY) ? "asymmetry of the profile" : "SSFP configuration " + name;
        }
    }

    /** Such as {@code fm1_mag} for {@code F-1_part-mag}: languages of scripts take letters, digits and underscores. */
    private static String scriptName(String name) {
        return name.toLowerCase(Locale.ROOT).replace("f-", "fm").replace("_part-", "_");
    }

    @Override
    public List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (String order : ORDERS) {
            for (String part : PARTS) {
                results.add(Result.image(
                        scriptName(name(order, part)), "F" + order + ", " + part + ", where the form has it"));
            }
        }
        results.add(Result.image(ASYMMETRY, "asymmetry of the profile, with 'asymmetry'"));
        return results;
    }

    @Override
    protected void execute() throws IOException {
        int workers = threads.count();
        try (ResultFolder folder = output.folderOr(audience())) {
            LoadedSeries read = series.load(this);
            List<String> doubts = doubts(read.series());
            say(List.of(), doubts);
            LoadedSeries loaded = read.with(List.of(), doubts);
            if (folder != null) {
                folder.claim(fileNames());
            }
            Progress progress = progress("Computing configurations");
            ConfigurationMaps maps = ConfigurationMaps.compute(
                    loaded.series(), reference.value(), normalise.value(), asymmetry.value(), workers, progress);
            List<Part> parts = parts(maps);
            RunRecord record = new RunRecord(loaded)
                    .put("Method", "Fourier sum over the phase cycles")
                    .put("PhaseReferenced", reference.value())
                    .put("Normalised", normalise.value());
            if (folder != null) {
                ResultWriter writer = new ResultWriter(folder, record, progress);
                for (Part part : parts) {
                    writer.map(part.name(), part.image(), loaded.geometry(), part.quantity(), part.unit());
                }
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                ResultTitle title = new ResultTitle(output.prefix(), loaded.source(), "");
                for (Part part : parts) {
                    ImagePlus image = MapImages.wrap(part.name(), part.image(), part.unit(), loaded, record.info());
                    String quantity = part.name().replace("_part-", " ");
                    title.name(image, part.name(), part.name(), quantity, part.unit());
                    audience().image(part.script(), image);
                    image.resetDisplayRange();
                }
            }
        }
    }

    /** Configurations are what they are; but what is made of them would be wrong. */
    private static List<String> doubts(PhaseCycledSeries series) {
        ConventionCheck convention = Handedness.check(series);
        List<String> doubts = new ArrayList<>();
        if (!convention.advice().isEmpty()) {
            doubts.add(convention.summary() + " " + convention.advice());
        } else if (convention.verdict() == ConventionCheck.Verdict.UNDECIDED) {
            doubts.add(convention.summary());
        }
        if (convention.verdict() != ConventionCheck.Verdict.OPPOSITE) {
            doubts.addAll(SeriesCheck.of(series).texts());
        }
        return doubts;
    }

    /** Every file that a run of any form may write. */
    private static List<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (String order : ORDERS) {
            for (String part : PARTS) {
                names.addAll(ResultWriter.mapFiles(name(order, part)));
            }
        }
        names.addAll(ResultWriter.mapFiles(ASYMMETRY));
        return names;
    }

    private List<String> partNames() {
        return switch (form.value()) {
            case REAL_AND_IMAGINARY -> List.of("real", "imag");
            case MAGNITUDE -> List.of("mag");
            default -> List.of("mag", "phase");
        };
    }

    private static String name(String order, String part) {
        return "F" + order + "_part-" + part;
    }

    private List<Part> parts(ConfigurationMaps maps) {
        List<Part> parts = new ArrayList<>();
        for (int order = -1; order <= 1; order++) {
            if (!form.value().equals(REAL_AND_IMAGINARY)) {
                toPolar(maps.real(order), maps.imaginary(order));
            }
            var images = List.of(maps.real(order), maps.imaginary(order));
            for (int i = 0; i < partNames().size(); i++) {
                String part = partNames().get(i);
                parts.add(new Part(
                        name(Integer.toString(order), part), part.equals("phase") ? "rad" : "a.u.", images.get(i)));
            }
        }
        maps.asymmetry().ifPresent(image -> parts.add(new Part(ASYMMETRY, "1", image)));
        return parts;
    }

    private static void toPolar(PlanarImg<FloatType, FloatArray> real, PlanarImg<FloatType, FloatArray> imaginary) {
        for (int z = 0; z < real.numSlices(); z++) {
            float[] x = real.getPlane(z).getCurrentStorageArray();
            float[] y = imaginary.getPlane(z).getCurrentStorageArray();
            for (int i = 0; i < x.length; i++) {
                float magnitude = (float) Math.hypot(x[i], y[i]);
                y[i] = (float) Math.atan2(y[i], x[i]);
                x[i] = magnitude;
            }
        }
    }
}

package org.relaxometry.bssfp.io.load;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.CycleLayout;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.ProtocolSource;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.map.B1Map;
import org.relaxometry.bssfp.io.map.MaskImage;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.Corrections;
import org.relaxometry.bssfp.io.sidecar.Doubts;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * From what a user typed to a checked series: opens the images, finds the cycles, the protocol, the unit of the phase
 * and of the B1 map, and refuses what does not fit together.
 */
public final class SeriesLoader {

    private final SeriesRequest request;
    private final Progress progress;
    private final LoadLog log = new LoadLog();
    private final List<InputFile> inputs = new ArrayList<>();

    private SeriesLoader(SeriesRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Reads a series. Open images and virtual stacks are used where they lie, NIfTI files are read into memory.
     *
     * @throws IllegalArgumentException if something is missing, contradicts itself or cannot be a phase-cycled series; the
     *     message says what was received, what is expected and which key repairs it
     * @throws IOException if a file cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static LoadedSeries load(SeriesRequest request, Progress progress) throws IOException {
        return new SeriesLoader(request, progress).load();
    }

    private LoadedSeries load() throws IOException {
        String cycleChoice = request.choice("cycles", "auto", "frames", "channels", "slices");
        SeriesImages images = SeriesImages.open(request, progress, log);
        for (SourceImage image : images.images()) {
            record(image);
        }
        // what was doubtful when the images were made
        stated(images.images(), Doubts::of, ImageProperties::doubts).forEach(doubt -> log.warn(Doubts.again(doubt)));
        ProtocolSource source = new ProtocolSource(request, images.images(), log);
        List<CycleLayout> layouts = images.layouts(cycleChoice, source.cycles(), log);
        SourceImage first = images.source(0);
        SourcedProtocol protocol =
                source.protocol((int) first.size(layouts.get(0).cycle()), log);
        for (Path file : protocol.files()) {
            inputs.add(InputFile.of("protocol", file, progress));
        }
        ComplexImages complex = ComplexForm.read(images, layouts, request, progress, log);
        long[] size = Arrays.copyOf(complex.first().dimensionsAsLongArray(), 3);
        SeriesGrid grid = SeriesGrid.of(images.images(), size, log);
        Optional<Mask> mask = mask(grid);
        Optional<RandomAccessibleInterval<FloatType>> b1 = b1(first, grid, mask);
        NiftiGeometry geometry = grid.geometry(first, log);
        return new LoadedSeries(
                new PhaseCycledSeries(geometry.grid(size), complex, protocol.protocol(), b1, mask),
                geometry,
                protocol,
                source.kept(protocol),
                log.notes(),
                log.warnings(),
                List.copyOf(inputs),
                stated(images.images(), MadeFrom::of, ImageProperties::madeFrom),
                stated(images.images(), Corrections::of, ImageProperties::corrections),
                images.images().stream()
                        .flatMap(image -> image.image().stream())
                        .toList());
    }

    /** What the images say of themselves, in the records beside their files or in their properties. */
    private static Set<String> stated(
            List<SourceImage> images, Function<Path, Set<String>> beside, Function<ImagePlus, Set<String>> kept) {
        Set<String> stated = new LinkedHashSet<>();
        for (SourceImage image : images) {
            image.files().forEach(file -> stated.addAll(beside.apply(file)));
            image.image().ifPresent(opened -> stated.addAll(kept.apply(opened)));
        }
        return stated;
    }

    private Optional<Mask> mask(SeriesGrid grid) throws IOException {
        Optional<SourceImage> image = volume("mask");
        if (image.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(MaskImage.read(image.get(), grid, "mapped", log));
    }

    private Optional<RandomAccessibleInterval<FloatType>> b1(SourceImage series, SeriesGrid grid, Optional<Mask> mask)
            throws IOException {
        Optional<SourceImage> image = volume("b1");
        if (image.isEmpty()) {
            return Optional.empty();
        }
        grid.require(image.get(), image.get().volume(LinearScale.IDENTITY), log);
        // no warning: a B1 map often comes from a run of its own
        image.get()
                .runId()
                .filter(id -> !series.runId().orElse(id).equals(id))
                .ifPresent(id -> log.note("The "
                        + image.get().name() + " is of another run (" + id + ") than the " + series.name() + " ("
                        + series.runId().orElseThrow() + ")."));
        RandomAccessibleInterval<FloatType> b1 = B1Map.ratio(image.get(), request, log);
        Mask measured = Mask.of(b1);
        Mask mapped = mask.orElseGet(() -> Mask.all(measured.inside().length));
        int all = mapped.count();
        int missing = all - measured.and(mapped).count();
        if (missing == all) {
            throw new IllegalArgumentException("The " + image.get().name() + " has no value inside the mask.");
        }
        if (missing > 0) {
            log.note("The " + image.get().name() + " has no value in " + missing + " of " + all + " voxels"
                    + (mask.isPresent() ? " of the mask" : "") + "; they get no T1 and T2.");
        }
        return Optional.of(b1);
    }

    private Optional<SourceImage> volume(String role) throws IOException {
        Optional<String> text = request.image(role);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        SourceImage image = ImageOpener.open(role, text.get(), progress, log);
        record(image);
        return Optional.of(image);
    }

    private void record(SourceImage image) throws IOException {
        inputs.addAll(image.inputs(progress));
    }
}

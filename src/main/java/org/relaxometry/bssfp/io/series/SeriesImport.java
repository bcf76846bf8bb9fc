package org.relaxometry.bssfp.io.series;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.VirtualPlanes;
import org.relaxometry.bssfp.io.load.SeriesAssembly;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.space.ComplexImages.Form;

/** Reads the images of a plan and puts them together as one series. */
public final class SeriesImport {

    /** What reads slice by slice wants no earlier one again. */
    private static final int KEPT_PLANES = 2;

    private final ImportPlan plan;
    private final Progress progress;
    private final int parts;
    private int done;

    private SeriesImport(ImportPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        // two halves, each opened and then looked through
        parts = 4 * plan.chosen().size();
    }

    /**
     * Imports what was planned.
     *
     * @throws IllegalArgumentException if the plan has problems or unsettled doubts, two images are equal, or the values
     *     cannot be those of a phase-cycled series
     * @throws IOException if an image cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static LoadedSeries read(ImportPlan plan, Progress progress) throws IOException {
        plan.require();
        return new SeriesImport(plan, progress).read();
    }

    private LoadedSeries read() throws IOException {
        SeriesAssembly.Half magnitude = half(cycle -> cycle.magnitude().orElseThrow());
        SeriesAssembly.Half phase = half(cycle -> cycle.phase().orElseThrow());
        ScannedImage first = plan.chosen().get(0).first().image();
        Form form = first.kind() == ImageKind.REAL ? Form.REAL_IMAGINARY : Form.MAGNITUDE_PHASE;
        return plan.assembly().assemble(form, first.grid(), magnitude, phase, first.geometry(), progress.silent());
    }

    private SeriesAssembly.Half half(Function<FoundCycle, Member> which) throws IOException {
        List<Member> members = plan.chosen().stream().map(which).toList();
        Map<ScannedImage, ScannedImage.Slices> opened = new IdentityHashMap<>();
        Map<String, List<Path>> files = new LinkedHashMap<>();
        List<ScannedImage.Slices> cycles = new ArrayList<>();
        ScannedImage first = members.get(0).image();
        boolean oneScale = members.stream()
                .map(Member::image)
                .allMatch(image -> image.slope() == first.slope() && image.intercept() == first.intercept());
        for (Member member : members) {
            ScannedImage image = member.image();
            if (!opened.containsKey(image)) {
                opened.put(image, image.voxels().open(progress.part(done, parts)));
                putFiles(image, files);
            }
            done++;
            ScannedImage.Slices slices = opened.get(image);
            cycles.add(
                    oneScale
                            ? slices
                            : (volume, slice) -> scaled(slices.read(volume, slice), image.slope(), image.intercept()));
        }
        requireDifferent(members, cycles);
        return new SeriesAssembly.Half(
                plan.title(),
                planes(members, cycles),
                oneScale ? first.slope() : 1,
                oneScale ? first.intercept() : 0,
                files);
    }

    /** Read from the files again whenever they are wanted: a whole brain as floats takes 400 MB. */
    private static List<FloatArray> planes(List<Member> members, List<ScannedImage.Slices> cycles) {
        int slices = members.get(0).image().grid().nz();
        return new VirtualPlanes<>(cycles.size() * slices, KEPT_PLANES, cycles, index -> {
            int cycle = index / slices;
            try {
                return new FloatArray(cycles.get(cycle).read(members.get(cycle).volume(), index % slices));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Converters that scale each file to its own range write other slopes for every cycle. */
    private static float[] scaled(float[] plane, double slope, double intercept) {
        float[] scaled = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            scaled[i] = (float) (plane[i] * slope + intercept);
        }
        return scaled;
    }

    /** Each by itself, but the slices of a DICOM series as one: thousands of lines would help nobody. */
    private static void putFiles(ScannedImage image, Map<String, List<Path>> to) {
        if (image.stem().isEmpty()) {
            to.put(image.name(), image.files());
        } else {
            image.files().forEach(file -> to.put(file.toString(), List.of(file)));
        }
    }

    /** Reads every slice, so that a damaged file is found before the work begins. */
    private void requireDifferent(List<Member> members, List<ScannedImage.Slices> cycles) throws IOException {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int cycle = 0; cycle < cycles.size(); cycle++) {
            Integer earlier = seen.putIfAbsent(hash(members.get(cycle), cycles.get(cycle)), cycle);
            done++;
            if (earlier != null && isSame(members, cycles, earlier, cycle)) {
                throw new IllegalArgumentException("'" + members.get(earlier).name() + "' and '"
                        + members.get(cycle).name() + "' hold the same values: one of them is there twice.");
            }
        }
    }

    private int hash(Member member, ScannedImage.Slices slices) throws IOException {
        int hash = 0;
        int count = member.image().grid().nz();
        for (int z = 0; z < count; z++) {
            progress.checkCanceled();
            hash = 31 * hash + Arrays.hashCode(slices.read(member.volume(), z));
            progress.part(done, parts).update((z + 1.0) / count);
        }
        return hash;
    }

    private static boolean isSame(List<Member> members, List<ScannedImage.Slices> cycles, int one, int other)
            throws IOException {
        boolean same = true;
        for (int z = 0; z < members.get(one).image().grid().nz() && same; z++) {
            same = Arrays.equals(
                    cycles.get(one).read(members.get(one).volume(), z),
                    cycles.get(other).read(members.get(other).volume(), z));
        }
        return same;
    }
}

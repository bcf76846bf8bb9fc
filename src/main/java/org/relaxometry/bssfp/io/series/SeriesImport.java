package org.relaxometry.bssfp.io.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.load.SeriesAssembly;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.space.ComplexImages.Form;

/** Reads the images of a plan and puts them together as one series. */
public final class SeriesImport {

    private final ImportPlan plan;
    private final Progress progress;
    private final int images;
    private int done;

    private SeriesImport(ImportPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        images = (int) plan.chosen().stream()
                .flatMap(cycle -> cycle.members().stream())
                .map(Member::image)
                .distinct()
                .count();
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
        Map<Member, float[][]> read = new HashMap<>();
        Map<String, List<Path>> files = new LinkedHashMap<>();
        for (Member member : members) {
            if (!read.containsKey(member)) {
                readImage(member.image(), members, read);
                putFiles(member.image(), files);
            }
        }
        List<float[][]> cycles = members.stream().map(read::get).toList();
        ScannedImage first = members.get(0).image();
        boolean oneScale = members.stream()
                .map(Member::image)
                .allMatch(image -> image.slope() == first.slope() && image.intercept() == first.intercept());
        if (!oneScale) {
            read.forEach((member, planes) -> scale(planes, member.image()));
        }
        requireDifferent(members, cycles);
        return new SeriesAssembly.Half(
                plan.title(), cycles, oneScale ? first.slope() : 1, oneScale ? first.intercept() : 0, files);
    }

    /** Converters that scale each file to its own range write other slopes for every cycle. */
    private static void scale(float[][] planes, ScannedImage image) {
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) (plane[i] * image.slope() + image.intercept());
            }
        }
    }

    /** Each by itself, but the slices of a DICOM series as one: thousands of lines would help nobody. */
    private static void putFiles(ScannedImage image, Map<String, List<Path>> to) {
        if (image.stem().isEmpty()) {
            to.put(image.name(), image.files());
        } else {
            image.files().forEach(file -> to.put(file.toString(), List.of(file)));
        }
    }

    /** Every file is read once, whichever of its volumes come first. */
    private void readImage(ScannedImage image, List<Member> wanted, Map<Member, float[][]> read) throws IOException {
        float[][][] volumes = image.voxels().read(progress.part(done, images));
        done++;
        for (Member member : wanted) {
            if (member.image() == image) {
                read.put(member, volumes[member.volume()]);
            }
        }
    }

    private void requireDifferent(List<Member> members, List<float[][]> cycles) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int cycle = 0; cycle < cycles.size(); cycle++) {
            progress.checkCanceled();
            Integer earlier = seen.putIfAbsent(Arrays.deepHashCode(cycles.get(cycle)), cycle);
            if (earlier != null && Arrays.deepEquals(cycles.get(earlier), cycles.get(cycle))) {
                throw new IllegalArgumentException("'" + members.get(earlier).name() + "' and '"
                        + members.get(cycle).name() + "' hold the same values: one of them is there twice.");
            }
        }
    }
}

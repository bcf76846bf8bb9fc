package org.relaxometry.bssfp.io.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.io.series.scan.Doubles;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;

/** What a folder holds: pairs of magnitude and phase in the order they were taken, and what is wrong with them. */
public final class FoundSeries {

    private static final String POLAR = "magnitude and phase";
    private static final String PARTS = "real and imaginary part";

    private final Path root;
    private final CycleOrder order;
    private final Map<ScannedImage, ScannedImage> twice;
    private final List<String> broken;
    private final List<String> notes;
    private final Optional<StatedProtocol> protocol;

    private FoundSeries(
            Path root,
            CycleOrder order,
            Map<ScannedImage, ScannedImage> twice,
            List<String> broken,
            List<String> notes,
            Optional<StatedProtocol> protocol) {
        this.root = root;
        this.order = order;
        this.twice = Map.copyOf(twice);
        this.broken = List.copyOf(broken);
        this.notes = List.copyOf(notes);
        this.protocol = protocol;
    }

    /**
     * Pairs and sorts the images.
     *
     * @param twice images that hold the same as an earlier one, and that one
     * @param broken files that are images but cannot be read, with the reason
     * @param protocol of the whole series, where a file states one
     * @param only the file that the user named, whose cycles alone are meant; empty for all
     */
    static FoundSeries of(
            Path root,
            List<ScannedImage> images,
            Map<ScannedImage, ScannedImage> twice,
            List<String> broken,
            Optional<StatedProtocol> protocol,
            Optional<Path> only) {
        List<String> unused = new ArrayList<>(broken);
        if (images.stream().map(ScannedImage::format).distinct().count() > 1) {
            unused.add("There are both DICOM and NIfTI images in '" + root + "'. Give a folder with only one of them.");
        }
        List<FoundCycle> polar = cycles(images, only, ImageKind.MAGNITUDE, ImageKind.PHASE);
        List<FoundCycle> parts = cycles(images, only, ImageKind.REAL, ImageKind.IMAGINARY);
        boolean takesParts = pairs(parts) > pairs(polar) || polar.isEmpty();
        List<FoundCycle> taken = takesParts ? parts : polar;
        List<FoundCycle> ignored = takesParts ? polar : parts;
        List<String> notes = new ArrayList<>();
        if (!ignored.isEmpty()) {
            notes.add("The cycles are taken from " + (takesParts ? PARTS : POLAR) + "; "
                    + ignored.stream()
                            .mapToLong(cycle -> cycle.members().size())
                            .sum() + " images of "
                    + (takesParts ? POLAR : PARTS) + " are ignored, such as '"
                    + ignored.get(0).first().name() + "'.");
        }
        return new FoundSeries(root, CycleOrder.of(taken), twice, unused, notes, protocol);
    }

    private static long pairs(List<FoundCycle> cycles) {
        return cycles.stream().filter(cycle -> cycle.members().size() == 2).count();
    }

    private static List<FoundCycle> cycles(
            List<ScannedImage> images, Optional<Path> only, ImageKind first, ImageKind second) {
        Doubles firsts = Doubles.among(members(images, first));
        Doubles seconds = Doubles.among(members(images, second));
        Map<Member, String> doubles = new HashMap<>(firsts.problems());
        doubles.putAll(seconds.problems());
        return CyclePairing.pair(List.of(first, second), firsts.kept(), seconds.kept()).stream()
                .filter(cycle -> only.isEmpty()
                        || cycle.members().stream()
                                .anyMatch(member -> member.image().files().contains(only.get())))
                .map(cycle -> cycle.withProblems(cycle.members().stream()
                        .filter(doubles::containsKey)
                        .map(doubles::get)
                        .toList()))
                .toList();
    }

    private static List<Member> members(List<ScannedImage> images, ImageKind kind) {
        List<Member> members = new ArrayList<>();
        for (ScannedImage image : images) {
            for (int volume = 0; image.kind() == kind && volume < image.volumes(); volume++) {
                members.add(new Member(image, volume));
            }
        }
        return members;
    }

    /** What is imported with these choices, and what speaks against it. */
    public ImportPlan plan(ImportChoices choices) {
        return ImportPlan.of(this, choices);
    }

    /**
     * The file with the other half of all cycles of a file, where it is one file.
     *
     * @param wanted which half that is
     */
    public Optional<Path> partner(Path file, ImageKind wanted) {
        List<ScannedImage> others = cycles().stream()
                .flatMap(cycle -> cycle.members().stream())
                .map(Member::image)
                .filter(image -> !image.files().contains(file))
                .distinct()
                .toList();
        return others.size() == 1 && others.get(0).kind() == wanted
                ? Optional.of(others.get(0).files().get(0))
                : Optional.empty();
    }

    /** The order that takes all cycles as they are in the table, to be corrected. */
    public String suggestedOrder() {
        return "1-" + order.cycles().size();
    }

    Path root() {
        return root;
    }

    String orderBasis() {
        return order.basis();
    }

    List<FoundCycle> cycles() {
        return order.cycles();
    }

    /** What is there and not taken, though nothing is wrong with it. */
    List<String> notes() {
        return notes;
    }

    /** The image of which this one is a copy, if it is among these. */
    Optional<ScannedImage> original(ScannedImage copy, List<Member> members) {
        return Optional.ofNullable(twice.get(copy)).filter(original -> members.stream()
                .anyMatch(member -> member.image().equals(original)));
    }

    List<String> broken() {
        return broken;
    }

    Optional<StatedProtocol> protocol() {
        return protocol;
    }
}

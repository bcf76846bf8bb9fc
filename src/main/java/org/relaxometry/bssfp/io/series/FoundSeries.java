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

    private final Path root;
    private final CycleOrder order;
    private final List<String> broken;
    private final Optional<StatedProtocol> protocol;

    private FoundSeries(Path root, CycleOrder order, List<String> broken, Optional<StatedProtocol> protocol) {
        this.root = root;
        this.order = order;
        this.broken = List.copyOf(broken);
        this.protocol = protocol;
    }

    /**
     * Pairs and sorts the images.
     *
     * @param broken files that are images but cannot be read, with the reason
     * @param protocol of the whole series, where a file states one
     * @param only the file that the user named, whose cycles alone are meant; empty for all
     */
    static FoundSeries of(
            Path root,
            List<ScannedImage> images,
            List<String> broken,
            Optional<StatedProtocol> protocol,
            Optional<Path> only) {
        List<String> unused = new ArrayList<>(broken);
        if (images.stream().map(ScannedImage::format).distinct().count() > 1) {
            unused.add("There are both DICOM and NIfTI images in '" + root + "'. Give a folder with only one of them.");
        }
        images.stream()
                .filter(image -> image.kind() == ImageKind.REAL || image.kind() == ImageKind.IMAGINARY)
                .filter(image -> only.isEmpty() || image.files().contains(only.get()))
                .forEach(image -> unused.add("'" + image.name() + "' is a " + image.kind().text
                        + ", which is not imported. Export magnitude and phase."));
        Doubles magnitudes = Doubles.among(members(images, ImageKind.MAGNITUDE));
        Doubles phases = Doubles.among(members(images, ImageKind.PHASE));
        Map<Member, String> doubles = new HashMap<>(magnitudes.problems());
        doubles.putAll(phases.problems());
        List<FoundCycle> cycles = CyclePairing.pair(magnitudes.kept(), phases.kept()).stream()
                .filter(cycle -> only.isEmpty()
                        || cycle.members().stream()
                                .anyMatch(member -> member.image().files().contains(only.get())))
                .map(cycle -> cycle.withProblems(cycle.members().stream()
                        .filter(doubles::containsKey)
                        .map(doubles::get)
                        .toList()))
                .toList();
        return new FoundSeries(root, CycleOrder.of(cycles), unused, protocol);
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

    List<String> broken() {
        return broken;
    }

    Optional<StatedProtocol> protocol() {
        return protocol;
    }
}

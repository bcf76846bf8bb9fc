package org.relaxometry.bssfp.io.series;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.io.series.scan.SeriesFacts;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.text.TypedNumber;

/** What must be the same for all images of a series; what most of them say counts as right. */
enum Inequality {
    FORMAT("file format", image -> Optional.of(image.format()), (a, b) -> a.format()
            .equals(b.format())),
    EXAMINATION("examination", image -> image.facts().studyUid(), (a, b) -> a.facts()
            .studyUid()
            .equals(b.facts().studyUid())),
    SIZE(
            "size",
            image -> Optional.of(image.grid().sizeText()),
            (a, b) -> Arrays.equals(a.grid().size(), b.grid().size())),
    PLACE("position in space", image -> Optional.of(affine(image)), (a, b) -> a.geometry()
            .sameGridAs(b.geometry(), 1e-3)),
    TR(
            "TR",
            image -> image.facts().repetitionTimeMs().map(ms -> TypedNumber.show(ms) + " ms"),
            (a, b) -> close(a.facts().repetitionTimeMs(), b.facts().repetitionTimeMs())),
    TE(
            "TE",
            image -> image.facts().echoTimeMs().map(ms -> TypedNumber.show(ms) + " ms"),
            (a, b) -> close(a.facts().echoTimeMs(), b.facts().echoTimeMs())),
    FLIP(
            "flip angle",
            image -> image.facts().flipAngleDeg().map(degrees -> TypedNumber.show(degrees) + "°"),
            (a, b) -> close(a.facts().flipAngleDeg(), b.facts().flipAngleDeg())),
    PULSE("excitation pulse", image -> image.facts().pulse().map(RfPulse::describe), (a, b) -> a.facts()
            .pulse()
            .equals(b.facts().pulse())),
    /** Of all but phases, which are angles as they are displayed. */
    DISPLAY(
            "factor for the display",
            image ->
                    Optional.of(TypedNumber.show(displayFactor(image))).filter(text -> image.kind() != ImageKind.PHASE),
            (a, b) -> Math.abs(displayFactor(a) - displayFactor(b)) <= 1e-5 * Math.abs(displayFactor(a))),
    /**
     * Only among magnitudes, and among phases. Each file has its own; but where one has none and the others have, it was
     * lost, and the numbers mean nothing.
     */
    SCALE(
            "scaling",
            image -> Optional.of("slope " + TypedNumber.show(image.slope()) + " and intercept "
                    + TypedNumber.show(image.intercept())),
            (a, b) -> isPlain(a) == isPlain(b));

    /** Of TR, TE and flip angle: rounding in headers stays far below, a change made at the scanner far above. */
    private static final double TOLERANCE = 1e-3;

    private final String what;
    /** What the image states; images that state nothing are taken to be like the others. */
    private final Function<ScannedImage, Optional<String>> stated;

    private final BiPredicate<ScannedImage, ScannedImage> equal;

    Inequality(
            String what,
            Function<ScannedImage, Optional<String>> stated,
            BiPredicate<ScannedImage, ScannedImage> equal) {
        this.what = what;
        this.stated = stated;
        this.equal = equal;
    }

    /** How this image differs from most of the others; empty where it does not. */
    static List<String> of(Member member, List<Member> all) {
        return Arrays.stream(values())
                .flatMap(kind -> kind
                        .difference(
                                member.image(), all.stream().map(Member::image).toList())
                        .stream()
                        .map(difference -> "unequal: '" + member.name() + "' has " + difference))
                .toList();
    }

    private String wayOut() {
        return switch (this) {
            case SCALE -> "; it was lost where it is 1 and 0: convert all files in one go";
            case DISPLAY -> ": " + SeriesFacts.DISPLAY_WAY_OUT;
            default -> "";
        };
    }

    private Optional<String> difference(ScannedImage image, List<ScannedImage> all) {
        if (stated.apply(image).isEmpty()) {
            return Optional.empty();
        }
        List<ScannedImage> comparable = all.stream()
                .filter(other -> stated.apply(other).isPresent() && (this != SCALE || other.kind() == image.kind()))
                .toList();
        ScannedImage usual = image;
        long most = 0;
        for (ScannedImage candidate : comparable) {
            long like = comparable.stream()
                    .filter(other -> equal.test(candidate, other))
                    .count();
            if (like > most) {
                usual = candidate;
                most = like;
            }
        }
        return equal.test(image, usual)
                ? Optional.empty()
                : Optional.of(what + " " + stated.apply(image).orElseThrow() + ", not "
                        + stated.apply(usual).orElseThrow() + " as '" + usual.name() + "'"
                        + wayOut());
    }

    private static double displayFactor(ScannedImage image) {
        return image.facts().displayFactor().orElse(1.0);
    }

    private static boolean isPlain(ScannedImage image) {
        return image.slope() == 1 && image.intercept() == 0;
    }

    private static boolean close(Optional<Double> a, Optional<Double> b) {
        return Math.abs(a.orElseThrow() - b.orElseThrow()) <= TOLERANCE;
    }

    private static String affine(ScannedImage image) {
        return Arrays.stream(image.geometry().affine())
                .map(row -> String.join(
                        " ", Arrays.stream(row).mapToObj(TypedNumber::show).toList()))
                .toList()
                .toString();
    }
}

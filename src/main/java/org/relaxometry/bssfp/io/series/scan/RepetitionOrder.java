package org.relaxometry.bssfp.io.series.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.relaxometry.bssfp.io.dicom.DicomFrame;

/**
 * In which order several frames of one place were taken: by their numbers, else by acquisition time, else by the time their
 * content was made. What tells the frames of all places apart is asked; file names are not, for they say nothing.
 *
 * @param volumes by volume, then in the order of the places
 * @param doubt what speaks against that order
 */
record RepetitionOrder(List<List<DicomFrame>> volumes, Optional<String> doubt) {

    private record Evidence(String name, Function<DicomFrame, double[]> numbers) {

        private int compare(DicomFrame a, DicomFrame b) {
            return Arrays.compare(numbers.apply(a), numbers.apply(b));
        }

        /** Whether all frames of each place have it, and no two have the same. */
        private boolean tellsApart(List<List<DicomFrame>> places) {
            return places.stream().map(this::sorted).allMatch(this::isStrict);
        }

        private boolean isStrict(List<DicomFrame> sorted) {
            boolean strict = sorted.stream().allMatch(frame -> numbers.apply(frame).length > 0);
            for (int i = 1; i < sorted.size(); i++) {
                strict &= compare(sorted.get(i - 1), sorted.get(i)) != 0;
            }
            return strict;
        }

        private List<DicomFrame> sorted(List<DicomFrame> place) {
            return place.stream().sorted(this::compare).toList();
        }
    }

    private static final Evidence NUMBER = new Evidence("number", DicomFrame::repetition);
    private static final Evidence TIME = new Evidence("acquisition time", frame -> array(frame.timeSeconds()));
    private static final Evidence CONTENT = new Evidence("content time", frame -> array(frame.contentTimeSeconds()));

    /**
     * @param name of the images, for messages
     * @param places equally many frames of each place
     * @throws IllegalArgumentException if nothing tells the frames of a place apart
     */
    static RepetitionOrder of(String name, List<List<DicomFrame>> places) {
        Evidence used = List.of(NUMBER, TIME, CONTENT).stream()
                .filter(evidence -> evidence.tellsApart(places))
                .findFirst()
                .orElseThrow(() -> unknown(name, places));
        List<List<DicomFrame>> sorted = places.stream().map(used::sorted).toList();
        boolean other = used == NUMBER
                && TIME.tellsApart(places)
                && !places.stream().map(TIME::sorted).toList().equals(sorted);
        List<List<DicomFrame>> volumes = new ArrayList<>();
        for (int v = 0; v < sorted.get(0).size(); v++) {
            int volume = v;
            volumes.add(sorted.stream().map(place -> place.get(volume)).toList());
        }
        return new RepetitionOrder(
                volumes,
                other
                        ? Optional.of("has its volumes in one order by acquisition and instance number, which is taken,"
                                + " and in another by acquisition time")
                        : Optional.empty());
    }

    private static IllegalArgumentException unknown(String name, List<List<DicomFrame>> places) {
        List<DicomFrame> same = places.stream()
                .map(NUMBER::sorted)
                .filter(place -> !NUMBER.isStrict(place))
                .findFirst()
                .orElse(places.get(0));
        return new IllegalArgumentException("'" + name + "' has " + same.size()
                + " images of each place, and neither acquisition and instance numbers nor times tell them apart ('"
                + same.get(0).file().path().getFileName() + "' and others): their order cannot be known."
                + " Export them with these numbers or times kept, or every cycle as a series of its own.");
    }

    private static double[] array(Optional<Double> number) {
        return number.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

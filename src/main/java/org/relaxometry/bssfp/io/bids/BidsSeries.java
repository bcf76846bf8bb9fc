package org.relaxometry.bssfp.io.bids;

import java.util.List;

/**
 * The files of one phase-cycled series.
 *
 * @param name without the entities that tell parts and cycles apart
 * @param parts of every cycle, or of all cycles in one file
 * @param cycles number of phase cycles
 */
public record BidsSeries(BidsName name, List<Parts> parts, int cycles) {

    /**
     * Two images that are one complex image.
     *
     * @param polar whether they are magnitude and phase; else real and imaginary part
     * @param number by which the cycle is told apart from others; 0 for all cycles in one file
     * @param first magnitude or real part
     * @param second phase or imaginary part
     */
    public record Parts(boolean polar, long number, BidsFile first, BidsFile second) {

        /** Value of the entity {@code part} of the first image. */
        public String firstPart() {
            return polar ? "mag" : "real";
        }

        /** Value of the entity {@code part} of the second image. */
        public String secondPart() {
            return polar ? "phase" : "imag";
        }
    }

    /** Whether every cycle is a file of its own. */
    public boolean isOneFilePerCycle() {
        return parts.size() > 1;
    }

    /** All images of it. */
    public List<BidsFile> files() {
        return parts.stream()
                .flatMap(each -> List.of(each.first(), each.second()).stream())
                .toList();
    }

    /** What kind of series it is within a study: its name without subject, session and run. */
    public String kind() {
        String stem = name.without(List.of("sub", "ses", "run")).stem();
        return stem.isEmpty() ? name.suffix() : stem + "_" + name.suffix();
    }
}

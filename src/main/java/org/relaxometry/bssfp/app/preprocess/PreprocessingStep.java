package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.List;

/** One step between the images of a scanner and the maps: made from the keys of a command, which it has checked. */
public interface PreprocessingStep {

    /** What the log, the progress bar and the records call it, such as {@code Motion correction}. */
    String title();

    /** What it does to the series in a word, for titles of windows; empty where it leaves it as it is. */
    default String word() {
        return "";
    }

    /** What it takes out of the series that maps would show, as records of all that is made from it say; empty for nothing. */
    default String correction() {
        return "";
    }

    /** Every file that it may write beside the series. */
    default List<String> fileNames() {
        return List.of();
    }

    /** Whether it changes the series. */
    default boolean changesSeries() {
        return !word().isEmpty();
    }

    /** Whether the mask of the series matters to it; else all voxels are processed. */
    default boolean usesMask() {
        return false;
    }

    /**
     * Refuses before the work begins what would be refused after that of other steps.
     *
     * @throws IllegalArgumentException if the step cannot be done with this series
     * @throws IOException if a file that it needs cannot be read
     */
    default void requirePossible(StepInput input) throws IOException {}

    /**
     * Does it, and changes nothing but the voxels of the series.
     *
     * @throws IllegalArgumentException if the step cannot be done with this series; an outcome may refuse it too
     */
    StepOutcome apply(StepInput input) throws IOException;
}

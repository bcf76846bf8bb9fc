package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.List;
import org.relaxometry.bssfp.space.ComplexSeries;

/** One step between the images of a scanner and the maps: made from the keys of a command, which it has checked. */
public interface PreprocessingStep {

    /** What the log, the progress bar and the records call it, such as {@code Motion correction}. */
    String title();

    /** Every file that it may write beside the series. */
    default List<String> fileNames() {
        return List.of();
    }

    /** Whether the series that it returns is another. */
    default boolean changesSeries() {
        return true;
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
    default void requirePossible(ComplexSeries series, PreprocessingRun run) throws IOException {}

    /**
     * Does it.
     *
     * @param series may be changed in place
     * @param run tells what else there is, and takes log lines, records, files and windows
     * @return the series that the next step works on
     * @throws IllegalArgumentException if the step cannot be done with this series
     */
    ComplexSeries apply(ComplexSeries series, PreprocessingRun run) throws IOException;
}

package org.relaxometry.bssfp.app.result;

import ij.ImagePlus;
import java.util.List;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.SeriesFiles;

/** The series that a command has made, as images. */
public final class SeriesWindows {

    /** What scripts take. */
    public static final List<Result> RESULTS = List.of(
            Result.image("magnitude", "magnitude of all cycles, which lie along the frames"),
            Result.image("phase", "phase of all cycles in radians"));

    private SeriesWindows() {}

    public static void show(
            SeriesFiles files, ResultTitle title, RunRecord record, Audience audience, Progress progress) {
        List<ImagePlus> images = title.nameSeries(files.images("", record.info(), progress));
        for (int i = 0; i < images.size(); i++) {
            ImageProperties.storeDoubts(images.get(i), record.doubts());
            ImageProperties.storeMadeFrom(images.get(i), record.madeFrom());
            ImageProperties.storeCorrections(images.get(i), record.corrections());
            audience.image(RESULTS.get(i).name(), images.get(i));
            images.get(i).resetDisplayRange();
        }
    }
}

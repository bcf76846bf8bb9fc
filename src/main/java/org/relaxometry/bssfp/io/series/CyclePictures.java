package org.relaxometry.bssfp.io.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.space.Upright;

/** The middle slice of everything in the table of an import, so that the eye can check pairs and order. */
public final class CyclePictures {

    /**
     * A slice.
     *
     * @param number of its row, from 1
     * @param half 0 for magnitude or real part, 1 for the other
     * @param width in voxels
     * @param values stored numbers, row by row as they stand upright
     */
    public record Picture(int number, int half, int width, float[] values) {}

    private record Place(int number, int half, int volume) {}

    private CyclePictures() {}

    /**
     * Reads the middle slice of every image, one after the other.
     *
     * @param ready is given every picture as soon as it is there
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static void read(FoundSeries found, Consumer<Picture> ready, Progress progress) {
        Map<ScannedImage, List<Place>> places = places(found);
        places.forEach((image, wanted) -> {
            progress.checkCanceled();
            try {
                ScannedImage.Slices slices = image.voxels().open(progress.silent());
                int middle = image.grid().nz() / 2;
                for (Place place : wanted) {
                    ready.accept(new Picture(
                            place.number(),
                            place.half(),
                            image.grid().nx(),
                            upright(image, slices.read(place.volume(), middle))));
                }
            } catch (IOException e) {
                // the import itself names a file that cannot be read; a picture that is missing is none of its reasons
                return;
            }
        });
    }

    private static float[] upright(ScannedImage image, float[] stored) {
        Upright upright =
                image.geometry().statesOrientation() ? image.geometry().upright() : Upright.AS_STORED;
        int width = image.grid().nx();
        int height = stored.length / width;
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = stored[upright.column(i % width, width) + width * upright.row(i / width, height)];
        }
        return values;
    }

    private static Map<ScannedImage, List<Place>> places(FoundSeries found) {
        Map<ScannedImage, List<Place>> places = new LinkedHashMap<>();
        for (int row = 0; row < found.cycles().size(); row++) {
            FoundCycle cycle = found.cycles().get(row);
            int number = row + 1;
            cycle.magnitude().ifPresent(member -> add(places, member, number, 0));
            cycle.phase().ifPresent(member -> add(places, member, number, 1));
        }
        return places;
    }

    private static void add(Map<ScannedImage, List<Place>> to, Member member, int number, int half) {
        to.computeIfAbsent(member.image(), image -> new ArrayList<>()).add(new Place(number, half, member.volume()));
    }
}

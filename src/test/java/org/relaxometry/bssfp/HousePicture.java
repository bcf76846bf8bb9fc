package org.relaxometry.bssfp;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rooms floor by floor as SVG, with an arrow from every room to those that it imports. An arrow over several floors passes
 * between the rooms of each. The same house gives the same text on every machine.
 */
final class HousePicture {

    private static final double ROOM_WIDTH = 112;
    private static final double ROOM_HEIGHT = 38;
    private static final double PASSAGE = 6;
    private static final double GAP = 12;
    private static final double FLOOR_HEIGHT = 84;
    private static final double MARGIN = 16;
    private static final int SWEEPS = 60;

    /** From the hue of an area to that of the next: none comes near an earlier one. */
    private static final double GOLDEN_ANGLE_DEG = 137.508;

    /** A room, or the place where a long arrow passes a floor. */
    private static final class Place {
        final String room;
        final double width;
        final List<Place> above = new ArrayList<>();
        final List<Place> below = new ArrayList<>();
        double x;
        double y;

        Place(String room, double y) {
            this.room = room;
            this.width = room.isEmpty() ? PASSAGE : ROOM_WIDTH;
            this.y = y;
        }
    }

    private final House house;
    private final List<List<Place>> floors = new ArrayList<>();
    private final List<List<Place>> ways = new ArrayList<>();

    HousePicture(House house) {
        this.house = house;
        Map<String, Integer> floorOf = house.floors();
        int count = floorOf.values().stream().mapToInt(floor -> floor + 1).max().orElse(0);
        for (int floor = 0; floor < count; floor++) {
            floors.add(new ArrayList<>());
        }
        Map<String, Place> places = new LinkedHashMap<>();
        for (String room : house.rooms()) {
            places.put(room, place(room, floorOf.get(room)));
        }
        for (String room : house.rooms()) {
            for (String below : house.arrows().get(room)) {
                List<Place> way = new ArrayList<>(List.of(places.get(room)));
                for (int floor = floorOf.get(room) - 1; floor > floorOf.get(below); floor--) {
                    way.add(place("", floor));
                }
                way.add(places.get(below));
                for (int i = 1; i < way.size(); i++) {
                    way.get(i - 1).below.add(way.get(i));
                    way.get(i).above.add(way.get(i - 1));
                }
                ways.add(way);
            }
        }
        arrange();
    }

    private Place place(String room, int floor) {
        Place place = new Place(room, -floor * FLOOR_HEIGHT);
        floors.get(floor).add(place);
        return place;
    }

    /** Every place near the middle of those that it is tied to, up and down in turn; the order on a floor follows. */
    private void arrange() {
        floors.forEach(floor -> spread(floor, true));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean up = sweep % 2 == 0;
            boolean reorder = sweep < SWEEPS / 2;
            for (int i = 0; i < floors.size(); i++) {
                List<Place> floor = floors.get(up ? i : floors.size() - 1 - i);
                for (Place place : floor) {
                    List<Place> ties = reorder ? (up ? place.below : place.above) : both(place);
                    place.x =
                            ties.stream().mapToDouble(each -> each.x).average().orElse(place.x);
                }
                spread(floor, reorder);
            }
        }
    }

    private static List<Place> both(Place place) {
        List<Place> all = new ArrayList<>(place.above);
        all.addAll(place.below);
        return all;
    }

    /** Pushes places apart that overlap, so that those of a cluster keep their mean. */
    private static void spread(List<Place> floor, boolean reorder) {
        if (reorder) {
            floor.sort(Comparator.comparingDouble(place -> place.x));
        }
        double[] offsets = new double[floor.size()];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = offsets[i - 1] + (floor.get(i - 1).width + floor.get(i).width) / 2 + GAP;
        }
        // x - offset must not fall: the nearest such sequence, by pooling neighbours that violate it
        List<double[]> pools = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            pools.add(new double[] {floor.get(i).x - offsets[i], 1});
            while (pools.size() > 1 && pools.get(pools.size() - 2)[0] > pools.get(pools.size() - 1)[0]) {
                double[] last = pools.remove(pools.size() - 1);
                double[] before = pools.get(pools.size() - 1);
                before[0] = (before[0] * before[1] + last[0] * last[1]) / (before[1] + last[1]);
                before[1] += last[1];
            }
        }
        int i = 0;
        for (double[] pool : pools) {
            for (int each = 0; each < pool[1]; each++, i++) {
                floor.get(i).x = pool[0] + offsets[i];
            }
        }
    }

    String svg() {
        List<Place> all = floors.stream().flatMap(List::stream).toList();
        double left = all.stream()
                        .mapToDouble(place -> place.x - place.width / 2)
                        .min()
                        .orElse(0)
                - MARGIN;
        double right = all.stream()
                        .mapToDouble(place -> place.x + place.width / 2)
                        .max()
                        .orElse(0)
                + MARGIN;
        double top = -(floors.size() - 1) * FLOOR_HEIGHT - ROOM_HEIGHT / 2 - MARGIN;
        double height = ROOM_HEIGHT / 2 + MARGIN - top;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f %.0f %.0f %.0f\" font-family=\"sans-serif\""
                        + " text-anchor=\"middle\">",
                left,
                top,
                right - left,
                height);
        line(
                svg,
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\""
                        + " orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#555\"/></marker></defs>");
        line(
                svg,
                "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" fill=\"white\"/>",
                left,
                top,
                right - left,
                height);
        ways.forEach(way -> arrow(svg, way));
        all.stream().filter(place -> !place.room.isEmpty()).forEach(place -> room(svg, place));
        return svg.append("</svg>\n").toString();
    }

    private void arrow(StringBuilder svg, List<Place> way) {
        Place from = way.get(0);
        Place to = way.get(way.size() - 1);
        StringBuilder path = new StringBuilder();
        double x = from.x + port(from.below, way.get(1));
        double y = from.y + ROOM_HEIGHT / 2;
        path.append(text("M%.0f %.0f", x, y));
        for (Place next : way.subList(1, way.size())) {
            boolean passage = next.room.isEmpty();
            double nextX = passage ? next.x : to.x + port(to.above, way.get(way.size() - 2));
            double nextY = next.y - ROOM_HEIGHT / 2;
            double middle = (y + nextY) / 2;
            path.append(text("C%.0f %.0f %.0f %.0f %.0f %.0f", x, middle, nextX, middle, nextX, nextY));
            y = nextY;
            x = nextX;
            if (passage) {
                y += ROOM_HEIGHT;
                path.append(text("V%.0f", y));
            }
        }
        line(
                svg,
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\" marker-end=\"url(#tip)\"><title>%s → %s"
                        + "</title></path>",
                path,
                colour(from.room, 0.8, 0.7),
                from.room,
                to.room);
    }

    /** Where on the edge of a room an arrow begins or ends, from its middle: in the order of the other ends. */
    private static double port(List<Place> ties, Place tie) {
        long left = ties.stream().filter(each -> each.x < tie.x).count();
        return (ROOM_WIDTH - 24) * ((left + 0.5) / ties.size() - 0.5);
    }

    private void room(StringBuilder svg, Place place) {
        int dot = place.room.lastIndexOf('.');
        line(
                svg,
                "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" rx=\"5\" fill=\"%s\" stroke=\"%s\"/>",
                place.x - ROOM_WIDTH / 2,
                place.y - ROOM_HEIGHT / 2,
                ROOM_WIDTH,
                ROOM_HEIGHT,
                colour(place.room, 0.12, 1),
                colour(place.room, 0.8, 0.5));
        if (dot >= 0) {
            line(
                    svg,
                    "<text x=\"%.0f\" y=\"%.0f\" font-size=\"11\" fill=\"#444\">%s</text>",
                    place.x,
                    place.y - 5,
                    place.room.substring(0, dot));
        }
        line(
                svg,
                "<text x=\"%.0f\" y=\"%.0f\" font-size=\"14\" font-weight=\"bold\">%s</text>",
                place.x,
                place.y + (dot >= 0 ? 11 : 5),
                place.room.substring(dot + 1));
    }

    /** Every area its own hue. */
    private String colour(String room, double saturation, double brightness) {
        List<String> areas =
                house.rooms().stream().map(HousePicture::area).distinct().toList();
        float hue = (float) (areas.indexOf(area(room)) * GOLDEN_ANGLE_DEG / 360);
        return text("#%06x", Color.HSBtoRGB(hue, (float) saturation, (float) brightness) & 0xffffff);
    }

    private static String area(String room) {
        return room.split("\\.", 2)[0];
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(text(format, values)).append('\n');
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

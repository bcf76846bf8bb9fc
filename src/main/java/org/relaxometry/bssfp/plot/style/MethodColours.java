package org.relaxometry.bssfp.plot.style;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One colour and one marker per method, the same in every figure.
 *
 * <p>The methods of this plugin, and the losses of a training, have fixed ones, among the colours of Okabe and Ito (Color Universal Design, 2008), which
 * colour-blind readers tell apart. Other names, such as those of trained networks, get a colour that follows from the name
 * alone; only where a figure already has it do they take the next free one.
 */
public final class MethodColours {

    /** Okabe and Ito without black and yellow; then dark tones of Tol's muted scheme (2021). */
    private static final int[] PALETTE = {
        0x0072b2, 0xd55e00, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0x882255, 0x332288, 0x999933, 0x661100, 0x6b6b6b
    };

    /** Index into the palette. */
    private static final Map<String, Integer> FIXED = Map.of(
            "maximum likelihood",
            0,
            "miracle",
            1,
            "miracle (fast)",
            2,
            "svnn",
            3,
            "pinn",
            4,
            "training",
            0,
            "validation",
            1);

    /** What is compared with, rather than a method. */
    private static final Set<String> INK = Set.of("measured", "truth", "reference");

    private static final Set<String> FAINT = Set.of("cramér–rao bound");

    private static final int FIRST_FREE = 5;

    private MethodColours() {}

    /** Colour and marker of one name. */
    public record Look(Color colour, Shape marker) {}

    /** Colours of names that stand in one figure. */
    public static Map<String, Color> of(Collection<String> names) {
        Map<String, Color> colours = new LinkedHashMap<>();
        looks(names).forEach((name, look) -> colours.put(name, look.colour()));
        return colours;
    }

    public static Map<String, Look> looks(Collection<String> names) {
        Map<String, Look> looks = new LinkedHashMap<>();
        Set<Integer> taken = new HashSet<>(FIXED.values());
        for (String name : new LinkedHashSet<>(names)) {
            String key = name.toLowerCase(Locale.ROOT);
            if (INK.contains(key)) {
                looks.put(name, new Look(FigureText.INK, marker(0)));
            } else if (FAINT.contains(key)) {
                looks.put(name, new Look(FigureText.FAINT, marker(2)));
            } else {
                int index = FIXED.containsKey(key) ? FIXED.get(key) : free(key, taken);
                taken.add(index);
                looks.put(name, new Look(new Color(PALETTE[index]), marker(index)));
            }
        }
        return looks;
    }

    /** Where all are taken, colours repeat. */
    private static int free(String key, Set<Integer> taken) {
        int choices = PALETTE.length - FIRST_FREE;
        int wanted = Math.floorMod(key.hashCode(), choices);
        for (int i = 0; i < choices; i++) {
            int index = FIRST_FREE + (wanted + i) % choices;
            if (!taken.contains(index)) {
                return index;
            }
        }
        return FIRST_FREE + wanted;
    }

    private static Shape marker(int index) {
        List<Shape> markers = List.of(
                new Ellipse2D.Double(-3.2, -3.2, 6.4, 6.4),
                new Rectangle2D.Double(-2.8, -2.8, 5.6, 5.6),
                polygon(0, -4, 4, 0, 0, 4, -4, 0),
                polygon(0, -3.8, 3.7, 2.8, -3.7, 2.8),
                polygon(0, 3.8, 3.7, -2.8, -3.7, -2.8));
        return markers.get(index % markers.size());
    }

    private static Shape polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }
}

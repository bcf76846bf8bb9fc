package org.relaxometry.bssfp;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who imports whom among the rooms, as few arrows as say it: an import that follows from others is left out.
 *
 * @param rooms from the ground floor up, a room after all that it imports
 * @param arrows for every room those that it imports and that none of its other imports reaches
 */
record House(List<String> rooms, Map<String, Set<String>> arrows) {

    /** @param base name of the package that the rooms are in */
    static House of(JavaClasses classes, String base, List<String> rooms) {
        Map<String, Set<String>> imports = new TreeMap<>();
        rooms.forEach(room -> imports.put(room, new TreeSet<>()));
        for (JavaClass each : classes) {
            String from = room(each, base);
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(base + "."))
                    .map(target -> room(target, base))
                    .filter(to -> !to.equals(from))
                    .forEach(imports.get(from)::add);
        }
        Map<String, Set<String>> reached = new TreeMap<>();
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String room : rooms) {
            Set<String> beyond = new HashSet<>();
            imports.get(room).forEach(each -> beyond.addAll(reached.get(each)));
            arrows.put(
                    room,
                    imports.get(room).stream()
                            .filter(each -> !beyond.contains(each))
                            .collect(Collectors.toCollection(TreeSet::new)));
            beyond.addAll(imports.get(room));
            reached.put(room, beyond);
        }
        return new House(rooms, arrows);
    }

    /** Floor of every room, 0 for the ground: one above the highest room that it imports. */
    Map<String, Integer> floors() {
        Map<String, Integer> floors = new TreeMap<>();
        for (String room : rooms) {
            floors.put(
                    room,
                    arrows.get(room).stream()
                            .mapToInt(each -> floors.get(each) + 1)
                            .max()
                            .orElse(0));
        }
        return floors;
    }

    private static String room(JavaClass each, String base) {
        return each.getPackageName().substring(base.length() + 1);
    }
}

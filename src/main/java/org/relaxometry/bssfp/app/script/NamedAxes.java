package org.relaxometry.bssfp.app.script;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Names, scales and units of the axes of an ImgPlus or Dataset of ImageJ2. Its classes are in no public repository that this program
 * is built from, so it is asked by the names of its methods; an image that lacks them has no names.
 */
final class NamedAxes {

    private final Object image;

    NamedAxes(Object image) {
        this.image = image;
    }

    Optional<String> title() {
        return call(image, "getName").map(Object::toString).filter(name -> !name.isBlank());
    }

    /** Such as {@code X} or {@code Time}. */
    Optional<String> label(int dimension) {
        return axis(dimension)
                .flatMap(axis -> call(axis, "type"))
                .flatMap(type -> call(type, "getLabel"))
                .map(Object::toString);
    }

    Optional<String> unit(int dimension) {
        return axis(dimension).flatMap(axis -> call(axis, "unit")).map(Object::toString);
    }

    /** Size of a step along an axis; 1 where it is not stated. */
    double scale(int dimension) {
        return axis(dimension)
                .flatMap(axis -> call(axis, "averageScale", 0.0, 1.0))
                .map(scale -> Math.abs(((Number) scale).doubleValue()))
                .filter(scale -> scale > 0)
                .orElse(1.0);
    }

    private Optional<Object> axis(int dimension) {
        return call(image, "axis", dimension);
    }

    private static Optional<Object> call(Object object, String name, Object... arguments) {
        for (Method method : object.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    // classes of a library may be hidden where their methods are not
                    method.setAccessible(true);
                    return Optional.ofNullable(method.invoke(object, arguments));
                } catch (ReflectiveOperationException | RuntimeException e) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }
}

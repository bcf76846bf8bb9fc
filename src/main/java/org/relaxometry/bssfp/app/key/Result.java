package org.relaxometry.bssfp.app.key;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/**
 * Something that a command makes, as scripts take it by name.
 *
 * @param name in lower case
 * @param kind of it
 * @param what in a few words
 */
public record Result(String name, Kind kind, String what) {

    /** What it is, and as which class a script gets it. */
    public enum Kind {
        IMAGE(ImagePlus.class),
        TABLE(ResultsTable.class),
        /** A picture of curves or maps, in colour. */
        FIGURE(ImagePlus.class);

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }

        public Class<?> type() {
            return type;
        }
    }

    public static Result image(String name, String what) {
        return new Result(name, Kind.IMAGE, what);
    }

    public static Result table(String name, String what) {
        return new Result(name, Kind.TABLE, what);
    }

    public static Result figure(String name, String what) {
        return new Result(name, Kind.FIGURE, what);
    }
}

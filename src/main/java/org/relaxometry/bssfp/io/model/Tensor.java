package org.relaxometry.bssfp.io.model;

import java.util.List;

/**
 * A named array of a file, float32, row by row.
 *
 * @param shape lengths of its dimensions
 * @param values as many as the product of the lengths; not a copy
 */
record Tensor(List<Integer> shape, float[] values) {

    Tensor {
        shape = List.copyOf(shape);
        long product = 1;
        for (int length : shape) {
            product *= length;
        }
        if (product != values.length) {
            throw new IllegalArgumentException(
                    "An array of shape " + shape + " has " + product + " values, not " + values.length + ".");
        }
    }
}

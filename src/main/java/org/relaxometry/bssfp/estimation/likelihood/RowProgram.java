package org.relaxometry.bssfp.estimation.likelihood;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Formulas for many voxels at a time: every operation runs along rows of numbers, one for each voxel, before the next one begins.
 *
 * <p>A formula is written down once, with the methods of {@link Row}, and run as often as needed. It is rounded as the same formula
 * of plain numbers is, operation by operation, so a voxel has the same bits whatever voxels stand beside it. The processor works
 * on several of them with every instruction: the JIT compiler makes vector instructions of loops as small as these, there are few
 * of them, and so they are fast after a few thousand voxels already.
 */
final class RowProgram {

    /** One loop along rows. */
    interface Operation {

        /** Works on the first voxels of the rows. */
        void apply(int voxels);
    }

    private final int capacity;
    private final List<Operation> operations = new ArrayList<>();
    private final Deque<double[]> free = new ArrayDeque<>();

    /** @param capacity most voxels of a row */
    RowProgram(int capacity) {
        this.capacity = capacity;
    }

    /** A row that others write, or that adds up. */
    Row input() {
        return new Row(this, new double[capacity]).kept();
    }

    /** Appends an operation of any kind. */
    void add(Operation operation) {
        operations.add(operation);
    }

    /** All that was written down since the last call, in this order, as one operation. */
    Operation finish() {
        Operation[] inOrder = operations.toArray(Operation[]::new);
        operations.clear();
        return voxels -> {
            for (Operation operation : inOrder) {
                operation.apply(voxels);
            }
        };
    }

    private Row write(Row... operands) {
        for (Row operand : operands) {
            operand.use(free);
        }
        return new Row(this, free.isEmpty() ? new double[capacity] : free.pop());
    }

    /** Numbers of many voxels. What is neither input nor kept serves one operation, and its memory then the next ones. */
    static final class Row {

        final double[] values;
        private final RowProgram program;
        private boolean isKept;
        private boolean isUsed;

        private Row(RowProgram program, double[] values) {
            this.program = program;
            this.values = values;
        }

        /** For use more than once, or by others. */
        Row kept() {
            isKept = true;
            return this;
        }

        private void use(Deque<double[]> free) {
            if (isKept) {
                return;
            }
            if (isUsed) {
                throw new IllegalStateException("A row that is not kept can be used once, but is used again.");
            }
            isUsed = true;
            free.push(values);
        }

        Row plus(Row y) {
            return result(program.write(this, y), y, Sum::new);
        }

        Row minus(Row y) {
            return result(program.write(this, y), y, Difference::new);
        }

        Row times(Row y) {
            return result(program.write(this, y), y, Product::new);
        }

        Row over(Row y) {
            return result(program.write(this, y), y, Quotient::new);
        }

        private interface OfTwo {
            Operation of(double[] x, double[] y, double[] result);
        }

        private Row result(Row result, Row y, OfTwo operation) {
            program.add(operation.of(values, y.values, result.values));
            return result;
        }

        /** This + x y. */
        Row plusProduct(Row x, Row y) {
            Row result = program.write(this, x, y);
            program.add(new PlusProduct(values, 1, x.values, y.values, result.values));
            return result;
        }

        /** This − x y. */
        Row minusProduct(Row x, Row y) {
            Row result = program.write(this, x, y);
            program.add(new PlusProduct(values, -1, x.values, y.values, result.values));
            return result;
        }

        Row plus(double y) {
            Row result = program.write(this);
            program.add(new Shifted(values, y, result.values));
            return result;
        }

        Row times(double y) {
            Row result = program.write(this);
            program.add(new Scaled(values, y, result.values));
            return result;
        }

        Row over(double y) {
            Row result = program.write(this);
            program.add(new Divided(values, y, result.values));
            return result;
        }

        /** 1/this. */
        Row inverse() {
            Row result = program.write(this);
            program.add(new Inverse(values, result.values));
            return result;
        }

        Row root() {
            Row result = program.write(this);
            program.add(new Root(values, result.values));
            return result;
        }

        /** Overwrites another row with this one. */
        void into(Row other) {
            use(program.free);
            program.add(voxels -> System.arraycopy(values, 0, other.values, 0, voxels));
        }

        /** Makes this row 0. */
        void clear() {
            program.add(voxels -> Arrays.fill(values, 0, voxels, 0));
        }
    }

    private record Sum(double[] x, double[] y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] + y[v];
            }
        }
    }

    private record Difference(double[] x, double[] y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] - y[v];
            }
        }
    }

    private record Product(double[] x, double[] y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] * y[v];
            }
        }
    }

    private record Quotient(double[] x, double[] y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] / y[v];
            }
        }
    }

    private record PlusProduct(double[] x, double sign, double[] y, double[] z, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] + sign * (y[v] * z[v]);
            }
        }
    }

    private record Shifted(double[] x, double y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] + y;
            }
        }
    }

    private record Scaled(double[] x, double y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = y * x[v];
            }
        }
    }

    private record Divided(double[] x, double y, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = x[v] / y;
            }
        }
    }

    private record Inverse(double[] x, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = 1 / x[v];
            }
        }
    }

    private record Root(double[] x, double[] result) implements Operation {

        @Override
        public void apply(int voxels) {
            for (int v = 0; v < voxels; v++) {
                result[v] = Math.sqrt(x[v]);
            }
        }
    }
}

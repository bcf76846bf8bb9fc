package org.relaxometry.bssfp.app.bringin;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of an import's table become cycles, and in which order.
 *
 * @param taken numbers of rows, in the order of the cycles
 * @param leftOut numbers of the others, in the order they are shown, below those
 */
record TakenOrder(List<Integer> taken, List<Integer> leftOut) {

    TakenOrder {
        taken = List.copyOf(taken);
        leftOut = List.copyOf(leftOut);
    }

    /** A row brought to a place among the cycles. */
    TakenOrder moved(int from, int to) {
        List<Integer> in = new ArrayList<>(taken);
        List<Integer> out = new ArrayList<>(leftOut);
        int number = from < in.size() ? in.remove(from) : out.remove(from - in.size());
        in.add(to, number);
        return new TakenOrder(in, out);
    }

    /** A cycle left out, or a row that was left out taken in as the last cycle. */
    TakenOrder toggled(int row) {
        if (row >= taken.size()) {
            return moved(row, taken.size());
        }
        List<Integer> in = new ArrayList<>(taken);
        List<Integer> out = new ArrayList<>(leftOut);
        out.add(0, in.remove(row));
        return new TakenOrder(in, out);
    }

    /** As it is typed and recorded, such as {@code 3, 1-2, 4-12}. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int from = 0, to; from < taken.size(); from = to + 1) {
            to = from;
            while (to + 1 < taken.size() && taken.get(to + 1) == taken.get(to) + 1) {
                to++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(taken.get(from));
            if (to > from) {
                text.append('-').append(taken.get(to));
            }
        }
        return text.toString();
    }
}

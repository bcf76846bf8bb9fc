package org.relaxometry.bssfp.io.series;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.text.TypedNumber;

/** The order of cycles as it is typed: numbers and ranges of numbers, forwards or backwards. */
final class TypedOrder {

    private static final Pattern PART = Pattern.compile("(\\d{1,6})(?:\\s*-\\s*(\\d{1,6}))?");

    private TypedOrder() {}

    /**
     * The rows that are meant.
     *
     * @param text such as {@code 1-12}, {@code 12-1} or {@code 3, 1, 2}
     * @param rows number of rows of the table
     * @return numbers of rows, from 0
     * @throws IllegalArgumentException if the text is of another form, or a row does not exist or comes twice
     */
    static List<Integer> parse(String text, int rows) {
        List<Integer> order = new ArrayList<>();
        for (String part : text.strip().split("\\s*[,;]\\s*|(?<=\\d)\\s+(?=\\d)")) {
            Matcher range = PART.matcher(part);
            if (!range.matches()) {
                throw TypedNumber.wrong("order", "numbers of the table, such as 1-" + rows + " or 3, 1, 2", text);
            }
            int from = number(range.group(1), rows);
            int to = range.group(2) == null ? from : number(range.group(2), rows);
            int step = Integer.signum(to - from);
            for (int row : IntStream.rangeClosed(0, Math.abs(to - from))
                    .map(i -> from + step * i)
                    .toArray()) {
                if (order.contains(row - 1)) {
                    throw new IllegalArgumentException("order names number " + row + " twice: '" + text + "'.");
                }
                order.add(row - 1);
            }
        }
        return order;
    }

    private static int number(String digits, int rows) {
        int number = Integer.parseInt(digits);
        if (number < 1 || number > rows) {
            throw new IllegalArgumentException(
                    "order names number " + number + ", but the table has the numbers 1 to " + rows + ".");
        }
        return number;
    }
}

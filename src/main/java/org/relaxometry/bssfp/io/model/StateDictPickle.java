package org.relaxometry.bssfp.io.model;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickle of a PyTorch state_dict: a dictionary of names to float32 arrays, whose numbers lie elsewhere.
 *
 * <p>A pickle is a program and may name any function. This reader knows only the instructions that such a dictionary needs and
 * three names, which stand for plain data here; it runs nothing and refuses everything else. One pass, no recursion, so time
 * and memory are bounded by the length.
 */
final class StateDictPickle {

    /**
     * Where an array's numbers are.
     *
     * @param storage name of the entry under {@code data/}
     * @param shape lengths of its dimensions
     */
    record ArrayReference(String storage, List<Integer> shape) {}

    /** A name that the pickle may call, and what it stands for here. */
    private enum Global {
        ORDERED_DICT("collections OrderedDict"),
        REBUILD_TENSOR("torch._utils _rebuild_tensor_v2"),
        FLOAT_STORAGE("torch FloatStorage");

        private final String text;

        Global(String text) {
            this.text = text;
        }
    }

    private record Storage(String name, int count) {}

    private record Dictionary(Map<String, Object> items) {
        Dictionary() {
            this(new LinkedHashMap<>());
        }
    }

    private enum Mark {
        MARK
    }

    private static final int MAX_ARRAYS = 100;

    private final ByteBuffer code;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private StateDictPickle(byte[] code) {
        this.code = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IOException where it is anything else than the pickle of such a dictionary */
    static Map<String, ArrayReference> read(byte[] code) throws IOException {
        StateDictPickle reader = new StateDictPickle(code);
        try {
            Map<String, ArrayReference> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, Object> each :
                    cast(reader.run(), Dictionary.class).items().entrySet()) {
                arrays.put(each.getKey(), cast(each.getValue(), ArrayReference.class));
            }
            if (arrays.size() > MAX_ARRAYS) {
                throw new IOException("its data.pkl has " + arrays.size() + " arrays, more than any network");
            }
            return arrays;
        } catch (BufferUnderflowException e) {
            throw new IOException("its data.pkl ends in the middle", e);
        }
    }

    private Object run() throws IOException {
        while (true) {
            int opcode = code.get() & 0xff;
            if (opcode == '.') {
                Object result = pop();
                if (!stack.isEmpty() || code.hasRemaining()) {
                    throw new IOException("its data.pkl goes on after the end");
                }
                return result;
            }
            step(opcode);
        }
    }

    private void step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> protocol(code.get());
            case 'c' -> push(global(line() + " " + line()));
            case '(' -> push(Mark.MARK);
            case ')' -> push(List.of());
            case 't' -> push(popToMark());
            case 0x85 -> push(popTuple(1));
            case 0x86 -> push(popTuple(2));
            case '}' -> push(new Dictionary());
            case 'X' -> push(text());
            case 'K' -> push(code.get() & 0xff);
            case 'M' -> push(code.getShort() & 0xffff);
            case 'J' -> push(code.getInt());
            case 0x88 -> push(Boolean.TRUE);
            case 0x89 -> push(Boolean.FALSE);
            case 'q' -> memo.put(code.get() & 0xff, peek());
            case 'r' -> memo.put(code.getInt(), peek());
            case 'h' -> push(remembered(code.get() & 0xff));
            case 'j' -> push(remembered(code.getInt()));
            case 'Q' -> push(storage(pop()));
            case 'R' -> reduce();
            case 's' -> setItems(popTuple(2));
            case 'u' -> setItems(popToMark());
            case 'b' -> {
                // the _metadata of the dictionary: says nothing about the arrays
                cast(pop(), Dictionary.class);
                cast(peek(), Dictionary.class);
            }
            default ->
                throw new IOException(String.format(
                        "its data.pkl has the instruction 0x%02x, which no dictionary of arrays needs", opcode));
        }
    }

    private static void protocol(byte version) throws IOException {
        if (version != 2) {
            throw new IOException("its data.pkl is of pickle protocol " + version + ", expected is 2");
        }
    }

    private static Global global(String text) throws IOException {
        for (Global known : Global.values()) {
            if (known.text.equals(text)) {
                return known;
            }
        }
        throw new IOException("its data.pkl calls \"" + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                + "\", which a dictionary of arrays does not need; it may be malicious");
    }

    private void reduce() throws IOException {
        List<?> arguments = cast(pop(), List.class);
        Object callable = pop();
        if (callable == Global.ORDERED_DICT && arguments.isEmpty()) {
            push(new Dictionary());
        } else if (callable == Global.REBUILD_TENSOR && arguments.size() == 6) {
            push(array(arguments));
        } else {
            throw new IOException("its data.pkl calls something in an unknown way");
        }
    }

    private static ArrayReference array(List<?> arguments) throws IOException {
        Storage storage = cast(arguments.get(0), Storage.class);
        int offset = cast(arguments.get(1), Integer.class);
        List<Integer> shape = integers(arguments.get(2));
        List<Integer> strides = integers(arguments.get(3));
        long stride = 1;
        boolean contiguous = offset == 0 && strides.size() == shape.size();
        for (int k = shape.size() - 1; k >= 0 && contiguous; k--) {
            contiguous = shape.get(k) > 0 && strides.get(k) == stride;
            stride *= shape.get(k);
        }
        if (!contiguous || stride != storage.count()) {
            throw new IOException("an array of its data.pkl has the shape " + shape + " with strides " + strides
                    + " from " + offset + " in " + storage.count() + " numbers; expected is one row after the other");
        }
        return new ArrayReference(storage.name(), shape);
    }

    private static Storage storage(Object id) throws IOException {
        List<?> parts = cast(id, List.class);
        if (parts.size() != 5
                || !"storage".equals(parts.get(0))
                || parts.get(1) != Global.FLOAT_STORAGE
                || !"cpu".equals(parts.get(3))) {
            throw new IOException("its data.pkl has an array that is not of float32 numbers on the CPU");
        }
        return new Storage(cast(parts.get(2), String.class), cast(parts.get(4), Integer.class));
    }

    private static List<Integer> integers(Object tuple) throws IOException {
        List<?> lengths = cast(tuple, List.class);
        if (lengths.size() > 2) {
            throw new IOException(
                    "an array of its data.pkl has " + lengths.size() + " dimensions, expected are 1 or 2");
        }
        List<Integer> integers = new ArrayList<>();
        for (Object each : lengths) {
            integers.add(cast(each, Integer.class));
        }
        return integers;
    }

    private void setItems(List<?> items) throws IOException {
        Map<String, Object> map = cast(peek(), Dictionary.class).items();
        if (items.size() % 2 != 0) {
            throw new IOException("its data.pkl sets a name without a value");
        }
        for (int k = 0; k < items.size(); k += 2) {
            if (map.put(cast(items.get(k), String.class), items.get(k + 1)) != null) {
                throw new IOException("its data.pkl sets the name " + items.get(k) + " twice");
            }
        }
    }

    private String line() throws IOException {
        int start = code.position();
        while (code.get() != '\n') {
            if (code.position() - start > 1000) {
                throw new IOException("its data.pkl has a name of more than 1000 characters");
            }
        }
        return new String(code.array(), start, code.position() - 1 - start, StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        int length = code.getInt();
        if (length < 0 || length > code.remaining()) {
            throw new IOException("its data.pkl ends in the middle of a text");
        }
        byte[] bytes = new byte[length];
        code.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Object> popTuple(int size) throws IOException {
        List<Object> items = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            items.add(0, pop());
        }
        return items;
    }

    private List<Object> popToMark() throws IOException {
        Deque<Object> items = new ArrayDeque<>();
        while (peek() != Mark.MARK) {
            items.addFirst(stack.pop());
        }
        stack.pop();
        return new ArrayList<>(items);
    }

    private Object remembered(int index) throws IOException {
        Object object = memo.get(index);
        if (object == null) {
            throw new IOException("its data.pkl recalls object " + index + ", which it never stored");
        }
        return object;
    }

    private void push(Object object) {
        stack.push(object);
    }

    private Object peek() throws IOException {
        if (stack.isEmpty()) {
            throw new IOException("its data.pkl takes an object that is not there");
        }
        return stack.peek();
    }

    private Object pop() throws IOException {
        Object top = peek();
        if (top == Mark.MARK) {
            throw new IOException("its data.pkl takes a mark for an object");
        }
        return stack.pop();
    }

    private static <T> T cast(Object object, Class<T> type) throws IOException {
        if (!type.isInstance(object)) {
            throw new IOException("its data.pkl has " + object.getClass().getSimpleName() + " where "
                    + type.getSimpleName() + " is expected");
        }
        return type.cast(object);
    }
}

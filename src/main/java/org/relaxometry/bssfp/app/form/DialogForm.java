package org.relaxometry.bssfp.app.form;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.SwingWorker;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.screen.Proposals;

/**
 * What stands in the fields of a dialog. The protocol of the chosen image is filled in for the user to see; it is no answer as
 * long as nobody changes it, so that neither the run nor a recorded macro takes one subject's protocol for typed.
 */
public final class DialogForm {

    /** Keys on which it depends what is filled in: the images of a series, and the file that comes before what they hold. */
    private static final List<String> SOURCES = List.of("magnitude", "real", "complex", "image", "protocol");

    /** Keys of files beside which others of the series may lie. */
    private static final List<String> HALVES = List.of("magnitude", "phase", "real", "imaginary", "complex");

    private final List<InputField> fields;
    private final List<Runnable> listeners = new ArrayList<>();
    private Map<String, String> filledIn = Map.of();
    private FoundBeside beside = FoundBeside.NOTHING;

    /**
     * @param keys in the order of the dialog
     * @param values what is chosen or typed already, by key
     */
    public DialogForm(List<Key<?>> keys, Map<String, String> values) {
        fields = keys.stream().map(InputField::of).toList();
        fields.stream()
                .filter(field -> values.containsKey(field.name()))
                .forEach(field -> field.setText(values.get(field.name())));
        fields.stream()
                .filter(field -> SOURCES.contains(field.name()))
                .forEach(field -> field.onChange(this::fillInProtocol));
        fields.stream()
                .filter(field -> HALVES.contains(field.name()))
                .forEach(field -> field.onChange(() -> lookBeside(field)));
        fillInProtocol();
    }

    /** One for every key, in their order. */
    public List<InputField> fields() {
        return fields;
    }

    /** Calls back whenever a field changes. */
    public void onChange(Runnable action) {
        listeners.add(action);
        fields.forEach(field -> field.onChange(action));
    }

    /** What the user chose or typed, by key: neither what a key holds anyway nor what was filled in. */
    public Map<String, String> answer() {
        Map<String, String> answer = new LinkedHashMap<>();
        for (InputField field : fields) {
            if (!field.text().equals(field.key().usual()) && !field.text().equals(filledIn.get(field.name()))) {
                answer.put(field.name(), field.text());
            }
        }
        return answer;
    }

    /** Whether something stands in a field that is behind {@code More…} which does not stand there anyway. */
    public boolean answersMore() {
        Map<String, String> answer = answer();
        return fields.stream().anyMatch(field -> field.key().isMore() && answer.containsKey(field.name()));
    }

    /** What the user should know before the run; empty if nothing was typed over what was filled in. */
    public String remark() {
        String found = beside.sentence();
        return Stream.of(found, typedOver()).filter(text -> !text.isEmpty()).collect(Collectors.joining("<br>"));
    }

    /** Whether there are fields of which there may be something to say. */
    public boolean mayRemark() {
        return fields.stream().anyMatch(field -> SOURCES.contains(field.name()) || HALVES.contains(field.name()));
    }

    private String typedOver() {
        Map<String, String> answer = answer();
        String typedOver = fields.stream()
                .filter(field -> filledIn.containsKey(field.name()) && answer.containsKey(field.name()))
                .map(field ->
                        field.key().words() + " " + filledIn.get(field.name()) + ", not " + answer.get(field.name()))
                .collect(Collectors.joining("; "));
        return typedOver.isEmpty()
                ? ""
                : "The image says " + typedOver + ". What is typed counts for this run; the image keeps its own.";
    }

    /** Where a file was chosen, what lies beside it, into fields that are empty. It may be read only slowly, so it comes when it is there. */
    private void lookBeside(InputField field) {
        String file = field.text();
        if (!new File(file).isFile()) {
            beside = FoundBeside.NOTHING;
            return;
        }
        boolean anyGrid = fields.stream().anyMatch(each -> each.name().equals("anatomy"));
        new SwingWorker<FoundBeside, Void>() {
            @Override
            protected FoundBeside doInBackground() {
                return FoundBeside.of(field.name(), file, anyGrid);
            }

            @Override
            protected void done() {
                try {
                    take(get(), field, file);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }.execute();
    }

    /** Fills in what was found, unless another file was chosen meanwhile. */
    void take(FoundBeside found, InputField source, String file) {
        if (!source.text().equals(file)) {
            return;
        }
        Map<String, String> taken = new LinkedHashMap<>(found.files());
        taken.keySet().removeIf(key -> fields.stream()
                .noneMatch(field -> field.name().equals(key) && field.text().isEmpty()));
        beside = new FoundBeside(taken, found.protocol(), found.protocolFile());
        fields.stream()
                .filter(field -> taken.containsKey(field.name()))
                .forEach(field -> field.setFound(taken.get(field.name())));
        fillInProtocol();
        listeners.forEach(Runnable::run);
    }

    /** The protocol of the chosen image, into fields that hold nothing else that the user typed. */
    private void fillInProtocol() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.name(), field.text()));
        Map<String, String> protocol = Proposals.protocol(values);
        if (protocol.isEmpty() && values.getOrDefault("protocol", "").isEmpty()) {
            protocol = beside.protocol();
        }
        for (InputField field : fields) {
            String before = filledIn.getOrDefault(field.name(), "");
            if (Proposals.PROTOCOL_KEYS.contains(field.name()) && field.text().equals(before)) {
                field.setText(protocol.getOrDefault(field.name(), ""));
            }
        }
        filledIn = protocol;
    }
}

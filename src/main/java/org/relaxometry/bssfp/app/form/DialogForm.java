package org.relaxometry.bssfp.app.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.screen.Proposals;

/**
 * What stands in the fields of a dialog. The protocol of the chosen image is filled in for the user to see; it is no answer as
 * long as nobody changes it, so that neither the run nor a recorded macro takes one subject's protocol for typed.
 */
public final class DialogForm {

    /** Keys on which it depends what is filled in: the images of a series, and the file that comes before what they hold. */
    private static final List<String> SOURCES = List.of("magnitude", "real", "complex", "image", "protocol");

    private final List<InputField> fields;
    private Map<String, String> filledIn = Map.of();

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
        fillInProtocol();
    }

    /** One for every key, in their order. */
    public List<InputField> fields() {
        return fields;
    }

    /** Calls back whenever a field changes. */
    public void onChange(Runnable action) {
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

    /** What the user should know before the run; empty if nothing was typed over what was filled in. */
    public String remark() {
        Map<String, String> answer = answer();
        String typedOver = filledIn.keySet().stream()
                .filter(answer::containsKey)
                .map(key -> key + " " + filledIn.get(key) + ", not " + answer.get(key))
                .collect(Collectors.joining("; "));
        return typedOver.isEmpty()
                ? ""
                : "The image says " + typedOver + ". What is typed counts for this run; the image keeps its own.";
    }

    /** The protocol of the chosen image, into fields that hold nothing else that the user typed. */
    private void fillInProtocol() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.name(), field.text()));
        Map<String, String> protocol = Proposals.protocol(values);
        for (InputField field : fields) {
            String before = filledIn.getOrDefault(field.name(), "");
            if (Proposals.PROTOCOL_KEYS.contains(field.name()) && field.text().equals(before)) {
                field.setText(protocol.getOrDefault(field.name(), ""));
            }
        }
        filledIn = protocol;
    }
}

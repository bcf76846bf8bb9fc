package org.relaxometry.bssfp.app.bringin;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Font;
import java.awt.TextArea;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.io.series.FoundSeries;
import org.relaxometry.bssfp.io.series.ImportChoices;
import org.relaxometry.bssfp.io.series.ImportPlan;

/** Shows the table of an import and lets the user correct it, until it can be imported or is given up. */
final class ImportDialog {

    private static final int FONT_SIZE = 12;
    private static final int MOST_ROWS = 30;
    private static final int MOST_COLUMNS = 150;
    private static final int FIELD_COLUMNS = 40;

    private ImportDialog() {}

    /**
     * Asks for what has not been typed yet.
     *
     * @param typed before; these keys are not asked again
     * @return a plan without problems; empty if the user cancelled
     */
    static Optional<ImportPlan> ask(FoundSeries found, ImportChoices typed) {
        ImportChoices choices = typed;
        ImportPlan plan = found.plan(choices);
        List<String> remarks = new ArrayList<>(plan.problems());
        remarks.addAll(plan.notes());
        remarks.addAll(plan.warnings());
        if (!plan.doubts().isEmpty()) {
            remarks.add("Nothing is imported before the order is stated, even where it is that of the table: "
                    + found.suggestedOrder() + ".");
        }
        while (true) {
            Map<String, String> fields = fields(typed, choices);
            Optional<Map<String, String>> answer = show(plan, remarks, fields);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> given = answer.get();
            choices = new ImportChoices(
                    given.get("order"),
                    given.getOrDefault("increments", typed.increments()),
                    given.getOrDefault("tr", typed.tr()),
                    given.getOrDefault("te", typed.te()),
                    given.getOrDefault("flip", typed.flip()),
                    typed.phaseunit());
            try {
                plan = found.plan(choices);
                plan.require();
                record(given);
                return Optional.of(plan);
            } catch (IllegalArgumentException e) {
                remarks = List.of(e.getMessage());
            }
        }
    }

    /** What was typed here before, by key: what was found stands in the table, for in a field it would count as typed. */
    static Map<String, String> fields(ImportChoices typed, ImportChoices choices) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("order", choices.order());
        putIfOpen(fields, "increments", typed.increments(), choices.increments());
        putIfOpen(fields, "tr", typed.tr(), choices.tr());
        putIfOpen(fields, "te", typed.te(), choices.te());
        putIfOpen(fields, "flip", typed.flip(), choices.flip());
        return fields;
    }

    private static void putIfOpen(Map<String, String> fields, String key, String typed, String now) {
        if (typed.isBlank()) {
            fields.put(key, now);
        }
    }

    private static Optional<Map<String, String>> show(
            ImportPlan plan, List<String> remarks, Map<String, String> fields) {
        List<String> lines = new ArrayList<>(List.of(plan.summary(), ""));
        lines.addAll(plan.tableLines());
        plan.protocol().ifPresent(protocol -> lines.addAll(List.of("", protocol.describe())));
        lines.add("");
        remarks.forEach(remark -> lines.addAll(List.of(remark.split("\n"))));
        GenericDialog dialog = new GenericDialog("Import Series", IJ.getInstance());
        int columns = lines.stream().mapToInt(String::length).max().orElse(0) + 2;
        dialog.addTextAreas(
                String.join("\n", lines), null, Math.min(lines.size() + 1, MOST_ROWS), Math.min(columns, MOST_COLUMNS));
        TextArea table = dialog.getTextArea1();
        table.setFont(new Font(Font.MONOSPACED, Font.PLAIN, FONT_SIZE));
        table.setEditable(false);
        Map<String, String> labels = Map.of(
                "order", "Order (numbers of the table; empty: as in the table)",
                "increments", "Increments (degrees; empty: as in the table)",
                "tr", "TR (ms; empty: as in the table)",
                "te", "TE (ms; empty: as in the table)",
                "flip", "Flip angle (degrees; empty: as in the table)");
        fields.forEach((key, value) -> dialog.addStringField(labels.get(key), value, FIELD_COLUMNS));
        dialog.setOKLabel("Import");
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            return Optional.empty();
        }
        Map<String, String> answer = new LinkedHashMap<>();
        int field = 0;
        for (String key : fields.keySet()) {
            // not getNextString, which would record fields that the user left empty
            answer.put(
                    key,
                    ((TextField) dialog.getStringFields().get(field++))
                            .getText()
                            .strip());
        }
        return Optional.of(answer);
    }

    /** The menu bridge records what was typed in the first dialog, and only that. */
    private static void record(Map<String, String> given) {
        if (IJ.recording()) {
            given.forEach((key, value) -> {
                if (!value.isEmpty()) {
                    Recorder.recordOption(key, value);
                }
            });
        }
    }
}

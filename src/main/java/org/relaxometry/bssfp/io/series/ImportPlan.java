package org.relaxometry.bssfp.io.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.load.SeriesAssembly;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.SeriesFacts;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * What an import would do: which rows of the table become which cycles, with what protocol, and what speaks against it.
 */
public final class ImportPlan {

    /** Most cycles that a series has; more are several series in one folder. */
    private static final int MAX_CYCLES = 16;

    private static final int MOST_LINES = 20;
    private static final double FULL_CIRCLE_DEG = 360;
    private static final double SAME_INCREMENT_DEG = 0.05;

    private final FoundSeries found;
    private final ImportChoices choices;
    private final List<FoundCycle> rows = new ArrayList<>();
    private final List<Integer> order;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final FoundIncrements increments;
    private SeriesAssembly assembly;

    private ImportPlan(FoundSeries found, ImportChoices choices) {
        this.found = found;
        this.choices = choices;
        int count = found.cycles().size();
        order = count == 0
                ? List.of()
                : TypedOrder.parse(choices.statesOrder() ? choices.order() : found.suggestedOrder(), count);
        List<Member> members = order.stream()
                .flatMap(row -> found.cycles().get(row).members().stream())
                .toList();
        for (int row = 0; row < count; row++) {
            FoundCycle cycle = found.cycles().get(row);
            rows.add(
                    order.contains(row)
                            ? cycle.withProblems(cycle.members().stream()
                                    .flatMap(member -> Stream.concat(
                                            Inequality.of(member, members).stream(), copied(member, members).stream()))
                                    .toList())
                            : cycle);
        }
        (choices.statesOrder() ? warnings : problems).addAll(found.broken());
        increments = FoundIncrements.of(chosen(), found.protocol());
        boolean typed = !choices.increments().isBlank();
        order.forEach(row -> rows.get(row).problems().forEach(problem -> problems.add(numbered(row, problem))));
        if (order.size() < Protocol.MIN_CYCLES || order.size() > MAX_CYCLES) {
            problems.add("There are " + order.size() + " cycles. Expected " + Protocol.MIN_CYCLES + " to " + MAX_CYCLES
                    + "; choose them with order=….");
        }
        if (!typed) {
            increments.problem().ifPresent(problems::add);
            problems.addAll(sameIncrements());
        }
        if (problems.isEmpty()) {
            decideProtocol();
        }
        if (!typed && increments.assumed()) {
            warnings.add("No file states the RF phase increments. The standard ones are assumed, in the order of the"
                    + " table. Check them with the protocol of the scanner; correct them with increments=….");
        }
    }

    /** @throws IllegalArgumentException if the typed order cannot be understood */
    static ImportPlan of(FoundSeries found, ImportChoices choices) {
        return new ImportPlan(found, choices);
    }

    private Optional<String> copied(Member member, List<Member> members) {
        return found.original(member.image(), members)
                .map(original -> "twice: '" + original.name() + "' and '"
                        + member.image().name() + "' hold the same values");
    }

    private List<String> sameIncrements() {
        List<String> same = new ArrayList<>();
        List<Double> listDeg = increments.listDeg();
        for (int i = 0; i < listDeg.size(); i++) {
            for (int j = 0; j < i; j++) {
                // IEEEremainder, so that 0° and 360° are the same
                if (Math.abs(Math.IEEEremainder(listDeg.get(i) - listDeg.get(j), FULL_CIRCLE_DEG))
                        < SAME_INCREMENT_DEG) {
                    same.add("twice: numbers " + (order.get(j) + 1) + " and " + (order.get(i) + 1)
                            + " are both the cycle of increment " + TypedNumber.show(listDeg.get(i)) + "°");
                }
            }
        }
        return same;
    }

    private void decideProtocol() {
        try {
            assembly = new SeriesAssembly(
                    choices.request(),
                    new SeriesAssembly.Found(
                            origin(),
                            fact(SeriesFacts::repetitionTimeMs),
                            fact(SeriesFacts::volumeTimeMs),
                            fact(SeriesFacts::echoTimeMs),
                            fact(SeriesFacts::flipAngleDeg),
                            increments.origin(),
                            increments.listDeg(),
                            fact(SeriesFacts::pulse)),
                    order.size());
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private String origin() {
        boolean images = chosen().stream()
                .flatMap(cycle -> cycle.members().stream())
                .anyMatch(member -> member.facts().repetitionTimeMs().isPresent());
        return images
                ? "files of the images"
                : found.protocol().map(protocol -> "'" + protocol.file() + "'").orElse("files of the images");
    }

    /** Of the images, else of the file that states the protocol of all. */
    private <T> Optional<T> fact(Function<SeriesFacts, Optional<T>> fact) {
        return chosen().stream()
                .flatMap(cycle -> cycle.members().stream())
                .flatMap(member -> fact.apply(member.facts()).stream())
                .findFirst()
                .or(() -> found.protocol().flatMap(protocol -> fact.apply(protocol.facts())));
    }

    /** The rows that are imported, in the order of the cycles. */
    List<FoundCycle> chosen() {
        return order.stream().map(rows::get).toList();
    }

    SeriesAssembly assembly() {
        return assembly;
    }

    String title() {
        return found.root().getFileName() == null
                ? found.root().toString()
                : found.root().getFileName().toString();
    }

    /** What forbids the import: missing, doubled, unequal and broken images, and a protocol that is not known. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What is doubtful in the pairs and their order; the user settles it by stating the order. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        order.forEach(row -> rows.get(row).doubts().forEach(doubt -> doubts.add(numbered(row, doubt))));
        return doubts;
    }

    /** What is there and not taken, though nothing is wrong with it. */
    public List<String> notes() {
        return found.notes();
    }

    /** What the user should look at, though it forbids nothing. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (choices.statesOrder()) {
            doubts().forEach(doubt ->
                    all.add("Taken as stated with order=" + choices.order().strip() + ", though doubtful: " + doubt));
        }
        return all;
    }

    /** The protocol of the series, in the order of its cycles; empty where there are problems. */
    public Optional<Protocol> protocol() {
        return Optional.ofNullable(assembly).map(SeriesAssembly::protocol);
    }

    /** One line on what was found and how it was sorted. */
    public String summary() {
        return "Found " + found.cycles().size() + (found.cycles().size() == 1 ? " cycle" : " cycles") + " in '"
                + found.root() + "', sorted by " + found.orderBasis()
                + (order.size() == found.cycles().size() ? "." : "; " + order.size() + " of them are taken.");
    }

    /**
     * Refuses what must not be imported.
     *
     * @throws IllegalArgumentException with every reason
     */
    public void require() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The series cannot be imported:" + lines(problems));
        }
        if (!doubts().isEmpty() && !choices.statesOrder()) {
            throw new IllegalArgumentException("The cycles are doubtful:" + lines(doubts())
                    + "\nIf the table is right, say so with order=" + found.suggestedOrder()
                    + "; if not, give its numbers in the right order, such as order=3,1,2.");
        }
    }

    private static String lines(List<String> reasons) {
        StringBuilder text = new StringBuilder();
        reasons.stream().limit(MOST_LINES).forEach(reason -> text.append("\n- ").append(reason));
        return reasons.size() > MOST_LINES
                ? text.append("\n- and ")
                        .append(reasons.size() - MOST_LINES)
                        .append(" more")
                        .toString()
                : text.toString();
    }

    private static String numbered(int row, String remark) {
        return "number " + (row + 1) + ": " + remark;
    }

    /** Where every cycle comes from, in their order, for the record of the result. */
    public List<Map<String, Object>> sources() {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (FoundCycle cycle : chosen()) {
            Map<String, Object> source = new LinkedHashMap<>();
            source.put("Cycle", sources.size() + 1);
            source.put(
                    "PhaseIncrement_deg",
                    assembly.protocol().phaseIncrementsDeg().get(sources.size()));
            cycle.members().forEach(member -> source.put(member.image().kind().key, member.name()));
            sources.add(source);
        }
        return sources;
    }

    /** For a window: the cycles in their order, then what is left out. */
    public List<ImportRow> view() {
        return new ImportTable(rows, order, protocol(), assumed()).view();
    }

    /** The one table: every row that was found, its place in the series, and everything doubtful. */
    public StudyTable table() {
        return new ImportTable(rows, order, protocol(), assumed()).table();
    }

    /** The table for a log or a dialog of equally wide letters. */
    public List<String> tableLines() {
        return ImportTable.lines(table());
    }

    private boolean assumed() {
        return choices.increments().isBlank() && increments.assumed();
    }
}

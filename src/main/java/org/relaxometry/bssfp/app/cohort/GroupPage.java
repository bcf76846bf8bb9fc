package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.relaxometry.bssfp.app.cohort.Group.Member;
import org.relaxometry.bssfp.cohort.Measure;
import org.relaxometry.bssfp.cohort.Outlier;
import org.relaxometry.bssfp.cohort.Usual;
import org.relaxometry.bssfp.io.file.HtmlPage;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.TypedNumber;

/** All series of a study on one page that needs no network: what failed, what is unusual, pictures, distributions, a table. */
final class GroupPage {

    private static final int WIDTH = 620;
    private static final int STRIP = 34;
    private static final int LABEL = 330;

    private static final String STYLE = ".strip{display:flex;flex-wrap:wrap;gap:8px}"
            + ".card{font-size:.75em;width:264px;border:1px solid #ddd;padding:4px}.card img{width:128px;background:#000}"
            + ".odd{border:2px solid #d9822b}.who{font-weight:bold;overflow-wrap:anywhere}"
            + "svg text{font:12px sans-serif}th{cursor:pointer}"
            + "table{font-size:.85em}";

    /** Sorts the table by the column whose heading is clicked. */
    private static final String SORT = "<script>document.querySelectorAll('table.sort th').forEach((h,i)=>"
            + "h.onclick=()=>{const t=h.closest('table'),r=[...t.rows].slice(1),k=x=>x.cells[i].textContent,"
            + "n=x=>parseFloat(k(x));h.d=-(h.d||-1);r.sort((a,b)=>{const x=n(a),y=n(b);"
            + "return h.d*(isNaN(x)||isNaN(y)?k(a).localeCompare(k(b)):x-y)});r.forEach(x=>t.append(x))})</script>";

    private final Path output;
    private final Group group;
    private final Map<String, List<Outlier>> odd;

    private GroupPage(Path output, Group group) {
        this.output = output;
        this.group = group;
        odd = group.outliers().stream()
                .collect(Collectors.groupingBy(Outlier::who, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * The page.
     *
     * @param name of the data set
     * @param output folder of the results
     * @param footer how they were made
     */
    static String html(String name, Path output, Group group, String footer) throws IOException {
        GroupPage page = new GroupPage(output, group);
        HtmlPage html = new HtmlPage("Study: " + (name.isEmpty() ? output.getFileName() : name));
        html.style(STYLE);
        page.addSummary(html);
        page.addFailures(html);
        page.addOutliers(html);
        page.addPictures(html);
        page.addDistributions(html);
        page.addWarnings(html);
        page.addTable(html);
        return html.text(footer).markup(SORT).html();
    }

    private void addSummary(HtmlPage html) {
        long done = group.members().stream()
                .filter(member -> member.series().isDone())
                .count();
        Set<String> subjects = group.members().stream().map(Member::participant).collect(Collectors.toSet());
        html.text(subjects.size() + " participants, " + group.members().size() + " series: " + done + " done, "
                + (group.members().size() - done) + " not. " + odd.size()
                + " have a value that is unusual in this group.");
    }

    private void addFailures(HtmlPage html) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Member member : group.members()) {
            if (!member.series().isDone()) {
                byReason.computeIfAbsent(member.series().reason(), reason -> new ArrayList<>())
                        .add(member.series().name());
            }
        }
        if (!byReason.isEmpty()) {
            html.heading("Not processed");
            byReason.forEach((reason, names) -> html.note(String.join(", ", names) + ": " + reason, true));
        }
    }

    private void addOutliers(HtmlPage html) {
        html.heading("Unusual");
        html.text("More than " + Usual.UNUSUAL_Z + " robust standard deviations (1.4826 times the median absolute"
                + " deviation) from the median of all series of the same kind, the farthest first. Unusual is not wrong:"
                + " look at the pictures and at the page of the examination.");
        if (odd.isEmpty()) {
            html.note("Nothing is unusual.", false);
        }
        odd.forEach((who, all) -> html.markup("<p class=\"warning\"><b>" + HtmlPage.escaped(who) + "</b>: "
                + HtmlPage.escaped(all.stream().map(Outlier::reason).collect(Collectors.joining("; "))) + ". "
                + link(who) + "</p>"));
    }

    private String link(String series) {
        return group.members().stream()
                .filter(member -> member.series().name().equals(series))
                .findFirst()
                .map(member -> "<a href=\"" + HtmlPage.escaped(page(member)) + "\">page</a>")
                .orElse("");
    }

    private String page(Member member) {
        return output.relativize(member.visit().in(output)).toString().replace('\\', '/') + "/"
                + member.series().name() + "_qc.html";
    }

    private void addPictures(HtmlPage html) throws IOException {
        html.heading("T1 and T2 of every series");
        html.text("The middle slice, T1 from 300 to 3000 ms on the left, T2 from 20 to 200 ms on the right; the same"
                + " colours for all. Series with an unusual value have a coloured frame and come first.");
        StringBuilder cards = new StringBuilder("<div class=\"strip\">");
        List<Member> done = new ArrayList<>(group.members().stream()
                .filter(member -> member.series().isDone())
                .toList());
        done.sort((a, b) -> Boolean.compare(
                odd.containsKey(b.series().name()), odd.containsKey(a.series().name())));
        for (Member member : done) {
            String series = member.series().name();
            cards.append("<div class=\"card")
                    .append(odd.containsKey(series) ? " odd" : "")
                    .append("\"><a href=\"")
                    .append(HtmlPage.escaped(page(member)))
                    .append("\">");
            for (String map : List.of("T1map", "T2map")) {
                cards.append(picture(member, series + "_" + map + ".png"));
            }
            cards.append("</a><div class=\"who\">")
                    .append(HtmlPage.escaped(series))
                    .append("</div></div>");
        }
        html.markup(cards.append("</div>").toString());
    }

    private String picture(Member member, String name) throws IOException {
        Path file = member.visit().in(output).resolve("figures").resolve(name);
        return Files.exists(file)
                ? "<img border=\"0\" alt=\"" + HtmlPage.escaped(name) + "\" src=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(Files.readAllBytes(file)) + "\">"
                : "";
    }

    private void addDistributions(HtmlPage html) {
        group.measures().forEach((kind, measures) -> {
            html.heading("Distributions: " + kind);
            html.text("A dot is a series; grey: median and 3.5 robust standard deviations to both sides.");
            measures.forEach((measure, values) -> Usual.of(values.values(), measure.negligible())
                    .ifPresent(usual -> html.markup(strip(measure, values, usual))));
        });
    }

    private static String strip(Measure measure, Map<String, Double> values, Usual usual) {
        double lower = usual.median() - Usual.UNUSUAL_Z * usual.spread();
        double upper = usual.median() + Usual.UNUSUAL_Z * usual.spread();
        double least = Math.min(lower, finite(values).min().orElse(lower));
        double most = Math.max(upper, finite(values).max().orElse(upper));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\"><text x=\"0\" y=\"20\">%s</text>"
                        + "<rect x=\"%.1f\" y=\"6\" width=\"%.1f\" height=\"22\" fill=\"#eee\"/>"
                        + "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"6\" y2=\"28\" stroke=\"#888\"/>",
                LABEL + WIDTH + 180,
                STRIP,
                HtmlPage.escaped(measure.name() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")")),
                at(lower, least, most),
                at(upper, least, most) - at(lower, least, most),
                at(usual.median(), least, most),
                at(usual.median(), least, most)));
        Set<String> outside =
                Outlier.of(measure, values).stream().map(Outlier::who).collect(Collectors.toSet());
        int number = 0;
        for (Map.Entry<String, Double> each : values.entrySet()) {
            number++;
            if (Double.isFinite(each.getValue())) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%d\" r=\"3\" fill=\"%s\" fill-opacity=\"0.6\"><title>%s: %s</title></circle>",
                        at(each.getValue(), least, most),
                        // spread over the strip, so that equal values can be seen
                        11 + number * 5 % 13,
                        outside.contains(each.getKey()) ? "#d9822b" : "#2b6cb0",
                        HtmlPage.escaped(each.getKey()),
                        TypedNumber.show(each.getValue())));
            }
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"20\">%s</text></svg><br>",
                        LABEL + WIDTH + 10,
                        HtmlPage.escaped(TypedNumber.show(least) + " … " + TypedNumber.show(most))))
                .toString();
    }

    private static DoubleStream finite(Map<String, Double> values) {
        return values.values().stream().mapToDouble(value -> value).filter(Double::isFinite);
    }

    private static double at(double value, double least, double most) {
        return LABEL + 10 + (most > least ? (value - least) / (most - least) : 0.5) * (WIDTH - 20);
    }

    private void addWarnings(HtmlPage html) {
        Map<String, List<String>> byText = new LinkedHashMap<>();
        for (Member member : group.members()) {
            for (String warning : member.series().warnings()) {
                byText.computeIfAbsent(warning, text -> new ArrayList<>())
                        .add(member.series().name());
            }
        }
        if (!byText.isEmpty()) {
            html.heading("Warnings");
            byText.forEach((text, names) -> html.note(
                    (names.size() == group.members().size() ? "All" : String.join(", ", names)) + ": " + text, true));
        }
    }

    private void addTable(HtmlPage html) {
        html.heading("All series");
        html.text("Click a heading to sort by it.");
        StudyTable table = group.numberTable();
        StringBuilder rows = new StringBuilder("<table class=\"sort\"><tr>");
        table.columns()
                .forEach(column ->
                        rows.append("<th>").append(HtmlPage.escaped(column)).append("</th>"));
        rows.append("</tr>");
        for (List<Object> row : table.rows()) {
            rows.append("<tr>");
            row.forEach(cell ->
                    rows.append("<td>").append(HtmlPage.escaped(shown(cell))).append("</td>"));
            rows.append("</tr>");
        }
        html.markup(rows.append("</table>").toString());
    }

    private static String shown(Object cell) {
        return cell instanceof Double number
                ? Double.isFinite(number) ? TypedNumber.show(number) : ""
                : Optional.ofNullable(cell).map(String::valueOf).orElse("");
    }
}

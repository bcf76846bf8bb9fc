package org.relaxometry.bssfp.app.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.report.ReportedValue.Comparison;
import org.relaxometry.bssfp.cohort.RegionPrecision;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.HtmlPage;

/** The report as a page of HTML that prints on one sheet, for readers who know MR images and not this program. */
final class ReportPage {

    static final String RESEARCH = "Research software, not a medical device: not for diagnosis.";

    private static final String STYLE = "@page{size:A4;margin:11mm 12mm}"
            + "body{margin:1em auto;max-width:62em;line-height:1.25}"
            + "h1{font-size:1.4em;margin:0 0 .3em}h2{font-size:1em;margin:.9em 0 .3em}"
            + "p{margin:.25em 0}img{width:100%}table{width:100%}"
            + "td,th{padding:.15em .5em .15em 0;vertical-align:top}.r{min-width:9em}"
            + ".who td{border:0;padding:0 1.4em .1em 0}.who{width:auto}.who td.l{color:#666}"
            + ".small{font-size:.82em;color:#555}.n{white-space:nowrap}.odd{background:#fff3d6}"
            + ".warning{padding:.2em .7em;margin:.2em 0;font-size:.9em}"
            + ".research{font-weight:bold;border:1px solid #999;padding:.3em .6em;margin-top:.6em}"
            + "@media print{body{font-size:8.6pt;margin:0;max-width:none}}";

    /** Letters of a remark that is not broken. */
    private static final int NARROW = 30;

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_WORD = 22;

    private ReportPage() {}

    /**
     * The page.
     *
     * @param comment of the reader, may be empty
     * @param picture slices with the outlines of the regions
     * @param account how it was measured and mapped, a paragraph each
     * @param footer program and version
     */
    static String html(
            PatientData patient,
            String comment,
            BufferedImage picture,
            List<ReportedRegion> regions,
            UsableNorms norms,
            double longestMs,
            List<String> warnings,
            List<String> account,
            String footer)
            throws IOException {
        HtmlPage page = new HtmlPage("T1 and T2 maps: report").style(STYLE);
        page.markup(patient.lines().stream()
                .map(line -> "<td class=\"l\">" + HtmlPage.escaped(line.label()) + "</td><td>"
                        + HtmlPage.escaped(line.value()) + "</td>")
                .collect(Collectors.joining("", "<table class=\"who\"><tr>", "</tr></table>")));
        if (!comment.isEmpty()) {
            page.text("Comment: " + comment);
        }
        page.picture(picture, "T1 and T2 with the outlines of the regions");
        page.markup(table(regions, norms, longestMs));
        legend(regions, norms).forEach(text -> page.markup("<p class=\"small\">" + HtmlPage.escaped(text) + "</p>"));
        if (!warnings.isEmpty()) {
            page.heading("What to look at before trusting these values");
            warnings.forEach(warning -> page.note(warning, true));
        }
        page.heading("How it was measured");
        account.forEach(text -> page.markup("<p class=\"small\">" + HtmlPage.escaped(text) + "</p>"));
        page.markup("<p class=\"research\">" + RESEARCH + "</p>");
        return page.markup("<p class=\"small\">" + HtmlPage.escaped(footer) + "</p>")
                .html();
    }

    private static String table(List<ReportedRegion> regions, UsableNorms norms, double longestMs) {
        List<Parameter> times = ReportedRegion.TIMES.stream()
                .filter(time ->
                        regions.stream().anyMatch(region -> region.values().containsKey(time)))
                .toList();
        StringBuilder table = new StringBuilder("<table><tr><th></th><th>Region</th>");
        for (Parameter time : times) {
            table.append("<th>").append(time.symbol()).append(" (ms)</th>");
            if (norms.areGiven()) {
                table.append("<th>usual</th><th>z</th>");
            }
        }
        table.append("</tr>\n");
        int number = 0;
        for (ReportedRegion each : regions) {
            table.append("<tr><td>")
                    .append(++number)
                    .append("</td><td class=\"r\">")
                    .append(HtmlPage.escaped(broken(each.region().name())))
                    .append(small(each.region().where() + ", " + each.region().voxels().length + " voxels"))
                    .append("</td>");
            for (Parameter time : times) {
                table.append(cells(Optional.ofNullable(each.values().get(time)), norms.areGiven(), longestMs));
            }
            table.append("</tr>\n");
        }
        return table.append("</table>").toString();
    }

    /** Long words would push the values off the sheet. */
    private static String broken(String name) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        return shown.replaceAll("(\\S{" + LONGEST_WORD + "})(?=\\S)", "$1 ");
    }

    private static String cells(Optional<ReportedValue> value, boolean withNorms, double longestMs) {
        if (value.isEmpty()) {
            return withNorms ? "<td></td><td></td><td></td>" : "<td></td>";
        }
        ReportedValue given = value.get();
        if (!given.isGiven()) {
            List<String> why = new ArrayList<>(List.of(given.remark(longestMs)));
            why.addAll(given.doubtful().remarks());
            return "<td>–" + small(String.join("; ", why)) + "</td>" + (withNorms ? "<td></td><td></td>" : "");
        }
        List<String> remarks = new ArrayList<>(List.of(String.format(
                Locale.ROOT,
                "middle half %.0f–%s",
                given.values().lowerQuartile(),
                Double.isFinite(given.values().upperQuartile())
                        ? String.format(Locale.ROOT, "%.0f", given.values().upperQuartile())
                        : "beyond " + Math.round(longestMs))));
        int without = given.values().voxels() - given.values().withValue();
        if (without > 0) {
            remarks.add(without + (without == 1 ? " voxel" : " voxels") + " without a value");
        }
        if (given.values().bounds() > 0) {
            remarks.add(String.format(
                    Locale.ROOT, "%d voxels longer than %.0f ms", given.values().bounds(), longestMs));
        }
        remarks.addAll(given.doubtful().remarks());
        StringBuilder cells = new StringBuilder("<td><span class=\"n\">"
                + measured(given.values().median(), given.precision().sigma()) + "</span>"
                + small(String.join("; ", remarks)) + "</td>");
        if (withNorms && given.comparison().isPresent()) {
            Comparison comparison = given.comparison().get();
            boolean odd = Math.abs(comparison.z()) > Comparison.USUAL;
            cells.append("<td class=\"n\">")
                    .append(measured(
                            comparison.expected().value(), comparison.expected().spread()))
                    .append("</td><td")
                    .append(odd ? " class=\"odd\"" : "")
                    .append("><span class=\"n\">")
                    .append(String.format(Locale.ROOT, "%+.1f", comparison.z()).replace('-', '−'))
                    .append("</span>")
                    .append(small(comparison.words()))
                    .append("</td>");
        } else if (withNorms) {
            cells.append("<td colspan=\"2\"><span class=\"small\">" + HtmlPage.escaped(given.why()) + "</span>")
                    .append("</td>");
        }
        return cells.toString();
    }

    /** Rounded to what its uncertainty makes sense of. */
    private static String measured(double value, double sigma) {
        int digits = sigma < 0.1 ? 2 : sigma < 1 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + digits + "f ± %." + digits + "f", value, sigma);
    }

    private static String small(String text) {
        return text.isEmpty()
                ? ""
                : Stream.of(text.split("; "))
                        .map(part -> "<br/><span class=\"small" + (part.length() < NARROW ? " n" : "") + "\">"
                                + HtmlPage.escaped(part) + "</span>")
                        .collect(Collectors.joining());
    }

    private static String allowedFor(List<ReportedRegion> regions) {
        List<Comparison> comparisons = regions.stream()
                .flatMap(region -> region.values().values().stream())
                .flatMap(value -> value.comparison().stream())
                .toList();
        boolean age = comparisons.stream().anyMatch(Comparison::usesAge);
        boolean sex = comparisons.stream().anyMatch(Comparison::usesSex);
        return age && sex
                ? ", at this age and sex"
                : age ? ", at this age" : sex ? ", of this sex" : ", of any age and sex";
    }

    private static List<String> legend(List<ReportedRegion> regions, UsableNorms norms) {
        List<String> texts = new ArrayList<>();
        boolean ofSpread = regions.stream()
                .flatMap(region -> region.values().values().stream())
                .anyMatch(value -> value.precision().source() == RegionPrecision.Source.SPREAD);
        texts.add(
                "T1 and T2 are the relaxation times of the tissue. Given are the median of the voxels of a region and the range of their middle half; ± is how far "
                        + (ofSpread
                                ? "chance may put it off (one standard deviation), by how much the voxels of the region differ"
                                : "noise may put it off (one standard deviation)")
                        + ". What all voxels have in common, such as a wrong flip angle, is not in it; and it is too small where images were"
                        + " interpolated, such as by zero-filling, so that neighbours share their noise.");
        if (norms.areGiven()) {
            texts.add("Usual: what people have in the norms '"
                    + norms.norms().orElseThrow().origin()
                    + "'" + allowedFor(regions)
                    + ", ± how much they differ (one standard deviation). z: how many such standard deviations the value is away"
                    + " from it, noise allowed for. 95 of 100 people of the norms lie between −2 and +2; so of 20 values one lies beyond"
                    + " by chance.");
        }
        return texts;
    }
}

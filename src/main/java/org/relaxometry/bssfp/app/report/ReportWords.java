package org.relaxometry.bssfp.app.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.sidecar.Corrections;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.protocol.Protocol;

/** What the record of a run means, for readers who do not know this program. */
final class ReportWords {

    private ReportWords() {}

    /** How it was measured and mapped, a paragraph each. */
    static List<String> account(RunMaps maps, Optional<Protocol> protocol) {
        double[] voxel = maps.geometry().voxelSizeMm();
        List<String> texts = new ArrayList<>();
        texts.add("Scan: phase-cycled bSSFP, the same fast 3D scan "
                + protocol.map(each -> each.cycles() + " times with another phase of the pulses each time ("
                                + each.describe() + ")")
                        .orElse("several times; its protocol is not known")
                + String.format(Locale.ROOT, ". Voxels: %.2g × %.2g × %.2g mm.", voxel[0], voxel[1], voxel[2]));
        Set<String> corrections = Corrections.in(maps.record());
        if (!corrections.isEmpty()) {
            texts.add("Taken out of the images before: " + String.join(", ", corrections) + ".");
        }
        texts.add("Method: " + method(maps.stated("Method")));
        String b1 = maps.stated("B1");
        texts.add(
                b1.startsWith("B1 map")
                        ? "Flip angle: corrected voxel by voxel (" + EstimationCommand.withoutName(b1) + ")."
                        : "Flip angle: taken as set on the scanner, without a measured map of it (B1). Where it is 10 % off, T1 is"
                                + " about 20 % off.");
        String settings = maps.stated("MethodSettings");
        texts.add("Maps: " + maps.source() + (settings.isEmpty() ? "" : "; " + rounded(settings)) + "; run "
                + maps.stated(RunId.KEY) + ".");
        return texts;
    }

    /** Numbers that the record has in full, as people read them. */
    private static String rounded(String settings) {
        return Pattern.compile("\\d+\\.\\d{3,}")
                .matcher(settings)
                .replaceAll(number -> FigureText.number(Double.parseDouble(number.group()), 3));
    }

    private static String method(String name) {
        String plain =
                switch (name) {
                    case "Maximum likelihood" -> "the curve of the signal was fitted in every voxel by itself";
                    case "Adaptive maximum likelihood" ->
                        "the curve of the signal was fitted in every voxel together with those neighbours that cannot be told"
                                + " apart from it";
                    case "Posterior" ->
                        "the curve of the signal was fitted in every voxel, and what is known of T1 and T2 beforehand (the prior) was"
                                + " counted in";
                    case "MIRACLE", "MIRACLE (fast)" ->
                        "T1 and T2 were found in every voxel from three mean signals (configurations)";
                    default -> "a neural network, trained on simulated signals, gave T1 and T2 of every voxel";
                };
        return name + ": " + plain + ".";
    }

    /** What the run itself warned of. */
    static List<String> warnings(JsonObject record) {
        List<String> warnings = new ArrayList<>();
        if (record.get("Warnings") instanceof JsonArray all) {
            for (JsonElement each : all) {
                if (each instanceof JsonPrimitive text) {
                    warnings.add(text.getAsString());
                }
            }
        }
        return warnings;
    }
}

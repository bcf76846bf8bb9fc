package org.relaxometry.bssfp.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;

/**
 * The methods of a study on simulated tissue, made for its protocols.
 *
 * @param methods of all protocols
 * @param records of the methods, in the same order
 * @param notes what the user should know, such as methods that are left out for some of the protocols
 */
public record StudyMethods(List<StudyMethod> methods, List<Map<String, Object>> records, List<String> notes) {

    /**
     * Makes the methods for one protocol or several. Networks are left out where there is none for a protocol, as long as there is
     * one for another.
     *
     * @throws IllegalArgumentException where a method fits none of the protocols
     * @throws IOException where the files of a network cannot be used
     */
    public static StudyMethods of(MethodList list, List<Protocol> protocols, EngineChoice engine) throws IOException {
        StudyMethods all = new StudyMethods(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Method method : list.methods()) {
            IllegalArgumentException refusal = null;
            int before = all.methods.size();
            for (Protocol protocol : protocols) {
                try {
                    all.add(method.prepare(protocol, engine));
                } catch (IllegalArgumentException e) {
                    refusal = e;
                    all.notes.add(method.title() + " is left out for " + protocol.cycles()
                            + " cycles: there is no network of this name for this protocol.");
                }
            }
            if (all.methods.size() == before) {
                throw refusal;
            }
        }
        return all;
    }

    private void add(PreparedMethod method) {
        methods.add(method.sampled(NoiseLevel.NONE));
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Method", method.label());
        record.put("Protocol", method.protocol().describe());
        method.network().ifPresentOrElse(record::putAll, () -> record.put("Settings", method.settings()));
        records.add(record);
    }
}

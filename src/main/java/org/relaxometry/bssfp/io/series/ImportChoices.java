package org.relaxometry.bssfp.io.series;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaxometry.bssfp.io.image.SeriesRequest;

/**
 * What the user corrects, as typed; empty for what was found.
 *
 * @param order numbers of the table in the order of the cycles, such as {@code 1-12} or {@code 3, 1, 2}; rows that are not
 *     named are left out
 * @param increments RF phase increment of every cycle in degrees, in that order, or {@code standard}
 * @param tr in ms
 * @param te in ms
 * @param flip in degrees
 * @param pulse length of the excitation pulse in ms
 * @param pulseshape of it
 * @param tbw its time-bandwidth product
 * @param phaseunit one of {@link org.relaxometry.bssfp.io.image.SeriesRequest#PHASE_UNITS}
 */
public record ImportChoices(
        String order,
        String increments,
        String tr,
        String te,
        String flip,
        String pulse,
        String pulseshape,
        String tbw,
        String phaseunit) {

    /** With the pulse that was found. */
    public ImportChoices(String order, String increments, String tr, String te, String flip, String phaseunit) {
        this(order, increments, tr, te, flip, "", "", "", phaseunit);
    }

    SeriesRequest request() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("increments", increments);
        keys.put("tr", tr);
        keys.put("te", te);
        keys.put("flip", flip);
        keys.put("pulse", pulse);
        keys.put("pulseshape", pulseshape);
        keys.put("tbw", tbw);
        keys.put("phaseunit", phaseunit);
        return new SeriesRequest(keys);
    }

    boolean statesOrder() {
        return !order.isBlank();
    }
}

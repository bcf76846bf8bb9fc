package org.relaxometry.bssfp.io.dicom.write;

import java.util.Locale;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

/**
 * What the values of a map are, in codes. Source: DICOM PS3.16, CID 218, CID 7181, CID 7464; UCUM for units.
 *
 * @param code of the quantity
 * @param isSigma whether the values are its standard deviation
 * @param unit of the values
 * @param imageType third word of the type of an MR image; PS3.3, C.8.3.1.1.1
 */
record MapQuantity(Code code, boolean isSigma, Code unit, String imageType) {

    private static final String SIGMA = "σ(";

    /** For quantities that no public scheme names. */
    private static final String OWN_SCHEME = "99BSSFP";

    private static final int LONGEST_CODE = 16;

    static MapQuantity of(String symbol, String unit) {
        boolean sigma = symbol.startsWith(SIGMA);
        String base = sigma ? symbol.substring(SIGMA.length(), symbol.length() - 1) : symbol;
        String imageType = "OTHER";
        Code code;
        if (base.equals(Parameter.T1.symbol())) {
            code = new Code("113063", "DCM", "T1");
            imageType = "T1 MAP";
        } else if (base.equals(Parameter.T2.symbol())) {
            code = new Code("113065", "DCM", "T2");
            imageType = "T2 MAP";
        } else if (base.equals(Quantity.FAT_FRACTION.symbol())) {
            code = new Code("129100", "DCM", "Fat fraction");
        } else if (base.equals(Quantity.WATER_T1.symbol())) {
            // no T1 map of the tissue, which holds fat too
            code = new Code("113063", "DCM", "T1");
        } else if (base.equals(Quantity.WATER_T2.symbol())) {
            code = new Code("113065", "DCM", "T2");
        } else if (base.equals(Parameter.M0.symbol())) {
            // in the units of the images, with the sensitivity of the coils in it: no proton density
            code = new Code("M0", OWN_SCHEME, "Equilibrium magnetisation, arbitrary units");
        } else if (base.startsWith(Parameter.OFF_RESONANCE.symbol())) {
            code = new Code("110807", "DCM", "Field Map MR Signal Intensity");
        } else {
            String ascii = AsciiText.of(base, LONGEST_CODE);
            code = new Code(ascii.toUpperCase(Locale.ROOT), OWN_SCHEME, ascii);
        }
        return new MapQuantity(code, sigma, unit(unit), sigma ? "OTHER" : imageType);
    }

    private static Code unit(String unit) {
        return switch (unit) {
            case "ms" -> new Code("ms", "UCUM", "millisecond");
            case "s" -> new Code("s", "UCUM", "second");
            case "Hz" -> new Code("Hz", "UCUM", "Hertz");
            case "a.u." -> new Code("[arb'U]", "UCUM", "arbitrary unit");
            case "%" -> new Code("%", "UCUM", "percent");
            case "voxels" -> new Code("{voxels}", "UCUM", "voxels");
            default -> new Code("1", "UCUM", "no units");
        };
    }

    /** The item of a real world value mapping, without range and scale. */
    DataSet realWorld(DerivedMap map) {
        DataSet quantity = concept(Code.QUANTITY, code);
        DataSet[] definition = isSigma
                ? new DataSet[] {quantity, concept(Code.DERIVATION, Code.STANDARD_DEVIATION)}
                : new DataSet[] {quantity};
        return new DataSet()
                .text(DicomTag.LUT_EXPLANATION, AsciiText.of(map.label(), 64))
                .text(DicomTag.REAL_WORLD_LABEL, AsciiText.of(map.symbol(), 16))
                .items(DicomTag.UNITS_SEQUENCE, unit.item())
                .items(DicomTag.QUANTITY_SEQUENCE, definition);
    }

    private static DataSet concept(Code name, Code value) {
        return new DataSet()
                .text(DicomTag.VALUE_TYPE, "CODE")
                .items(DicomTag.CONCEPT_NAME_SEQUENCE, name.item())
                .items(DicomTag.CONCEPT_CODE_SEQUENCE, value.item());
    }
}

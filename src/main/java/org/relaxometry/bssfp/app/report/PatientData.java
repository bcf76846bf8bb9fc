package org.relaxometry.bssfp.app.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.dicom.write.Examination;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.norm.Sex;

/**
 * Whom a report is about.
 *
 * @param person age and sex, where they are known
 * @param lines what the head of the report says: what it is called, and its value
 * @param warnings of age and sex
 */
record PatientData(Person person, List<Line> lines, List<String> warnings) {

    private static final double DAYS_OF_A_YEAR = 365.25;

    /** Nobody has been older. */
    private static final double OLDEST = 123;

    /** In the head of a report. */
    record Line(String label, String value) {}

    /**
     * Of an examination.
     *
     * @param knowsName whether the name is the scanner's or the user's; otherwise it is a pseudonym that nobody knows
     * @param knowsId as for the name
     * @param typedAge counts more than what the examination states
     * @param typedSex likewise
     */
    static PatientData of(
            Examination examination,
            boolean knowsName,
            boolean knowsId,
            OptionalDouble typedAge,
            Optional<Sex> typedSex) {
        Optional<LocalDate> studied = date(examination.text(DicomTag.STUDY_DATE));
        Optional<LocalDate> born = date(examination.text(DicomTag.BIRTH_DATE));
        List<String> warnings = new ArrayList<>();
        OptionalDouble statedAge = age(examination, born, studied, warnings);
        if (typedAge.isPresent() && statedAge.isPresent() && differ(typedAge, statedAge)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The age given is %.0f years, the scanner's files say %.0f.",
                    Math.floor(typedAge.getAsDouble()),
                    Math.floor(statedAge.getAsDouble())));
        }
        String statedSex = examination.text(DicomTag.SEX).orElse("");
        typedSex.filter(typed -> !statedSex.isEmpty() && !Sex.of(statedSex).equals(typedSex))
                .ifPresent(typed -> warnings.add(
                        "The sex given is " + typed.word() + ", the scanner's files say " + statedSex + "."));
        OptionalDouble age = typedAge.isPresent() ? typedAge : statedAge;
        Optional<Sex> sex = typedSex.isPresent() ? typedSex : Sex.of(statedSex);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "Patient",
                examination
                        .text(DicomTag.PATIENT_NAME)
                        .filter(name -> knowsName)
                        .map(PatientData::name)
                        .orElse("not stated")));
        examination.text(DicomTag.PATIENT_ID).filter(id -> knowsId).ifPresent(id -> lines.add(new Line("ID", id)));
        born.ifPresent(date -> lines.add(new Line("Born", date.toString())));
        age.ifPresent(years -> lines.add(new Line("Age", String.format(Locale.ROOT, "%.0f years", Math.floor(years)))));
        sex.ifPresent(each -> lines.add(new Line("Sex", each.word())));
        studied.ifPresent(date -> lines.add(new Line("Examined", date.toString())));
        return new PatientData(new Person(age, sex), lines, warnings);
    }

    private static boolean differ(OptionalDouble one, OptionalDouble other) {
        return Math.abs(Math.floor(one.getAsDouble()) - Math.floor(other.getAsDouble())) > 1;
    }

    /** Doe^Jane^^Dr as a person reads it. */
    private static String name(String dicom) {
        return dicom.split("=")[0].replaceFirst("\\^", ", ").replace('^', ' ').strip();
    }

    /** Files without names often have another day of birth, and may have kept the age. */
    private static OptionalDouble age(
            Examination examination, Optional<LocalDate> born, Optional<LocalDate> studied, List<String> warnings) {
        OptionalDouble stated = age(examination.text(DicomTag.AGE).orElse(""));
        OptionalDouble reckoned = born.isPresent() && studied.isPresent()
                ? OptionalDouble.of(ChronoUnit.DAYS.between(born.get(), studied.get()) / DAYS_OF_A_YEAR)
                : OptionalDouble.empty();
        boolean isPossible = reckoned.isPresent() && reckoned.getAsDouble() >= 0 && reckoned.getAsDouble() <= OLDEST;
        if (reckoned.isPresent() && (!isPossible || stated.isPresent() && differ(stated, reckoned))) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "By the day of birth in the scanner's files the patient is %.0f years old%s. Such files have often another day of"
                            + " birth than the patient: give the age.",
                    Math.floor(reckoned.getAsDouble()),
                    stated.isPresent() ? ", by the age in them " + Math.round(Math.floor(stated.getAsDouble())) : ""));
            return OptionalDouble.empty();
        }
        return reckoned.isPresent() ? reckoned : stated;
    }

    private static OptionalDouble age(String text) {
        if (!text.matches("\\d{3}[DWMY]")) {
            return OptionalDouble.empty();
        }
        double number = Integer.parseInt(text.substring(0, 3));
        return OptionalDouble.of(
                switch (text.charAt(3)) {
                    case 'D' -> number / DAYS_OF_A_YEAR;
                    case 'W' -> 7 * number / DAYS_OF_A_YEAR;
                    case 'M' -> number / 12;
                    default -> number;
                });
    }

    private static Optional<LocalDate> date(Optional<String> dicom) {
        try {
            return dicom.map(text -> LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}

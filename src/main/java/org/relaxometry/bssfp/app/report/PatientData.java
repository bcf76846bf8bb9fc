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
 */
record PatientData(Person person, List<Line> lines) {

    private static final double DAYS_OF_A_YEAR = 365.25;

    /** In the head of a report. */
    record Line(String label, String value) {}

    /**
     * Of an examination.
     *
     * @param known whether it is the scanner's, or the user's; otherwise a pseudonym that nobody knows
     * @param typedAge counts more than what the examination states
     * @param typedSex likewise
     */
    static PatientData of(Examination examination, boolean known, OptionalDouble typedAge, Optional<Sex> typedSex) {
        Optional<LocalDate> studied = date(examination.text(DicomTag.STUDY_DATE));
        Optional<LocalDate> born = date(examination.text(DicomTag.BIRTH_DATE));
        OptionalDouble age = typedAge.isPresent() ? typedAge : age(examination.text(DicomTag.AGE), born, studied);
        Optional<Sex> sex =
                typedSex.isPresent() ? typedSex : examination.text(DicomTag.SEX).flatMap(Sex::of);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "Patient",
                known
                        ? examination
                                .text(DicomTag.PATIENT_NAME)
                                .map(PatientData::name)
                                .orElse("not stated")
                        : "not stated"));
        if (known) {
            examination.text(DicomTag.PATIENT_ID).ifPresent(id -> lines.add(new Line("ID", id)));
        }
        born.ifPresent(date -> lines.add(new Line("Born", date.toString())));
        age.ifPresent(years -> lines.add(new Line("Age", String.format(Locale.ROOT, "%.0f years", Math.floor(years)))));
        sex.ifPresent(each -> lines.add(new Line("Sex", each.word())));
        studied.ifPresent(date -> lines.add(new Line("Examined", date.toString())));
        return new PatientData(new Person(age, sex), lines);
    }

    /** Doe^Jane^^Dr as a person reads it. */
    private static String name(String dicom) {
        return dicom.split("=")[0].replaceFirst("\\^", ", ").replace('^', ' ').strip();
    }

    private static OptionalDouble age(Optional<String> stated, Optional<LocalDate> born, Optional<LocalDate> studied) {
        if (born.isPresent() && studied.isPresent() && !studied.get().isBefore(born.get())) {
            return OptionalDouble.of(ChronoUnit.DAYS.between(born.get(), studied.get()) / DAYS_OF_A_YEAR);
        }
        String text = stated.orElse("");
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

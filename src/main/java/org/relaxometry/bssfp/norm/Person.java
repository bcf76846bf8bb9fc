package org.relaxometry.bssfp.norm;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Somebody of a cohort, or the patient.
 *
 * @param ageYears where it is known
 * @param sex where it is known
 */
public record Person(OptionalDouble ageYears, Optional<Sex> sex) {}

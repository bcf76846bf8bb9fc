/**
 * Studies of many examinations: every one of them goes through the same commands with the same settings, on its own and resumable,
 * and a group level looks at all of them together.
 */
package org.relaxometry.bssfp.app.cohort;

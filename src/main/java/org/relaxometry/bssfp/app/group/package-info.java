/** Keys that several commands share, in groups: the series, its protocol, B1, where results go, trainings. */
package org.relaxometry.bssfp.app.group;

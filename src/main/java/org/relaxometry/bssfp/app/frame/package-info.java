/**
 * What every command stands on: {@link org.relaxometry.bssfp.app.frame.RelaxometryCommand}, its dialog, the menu bridge of
 * ImageJ, the headless launcher, progress and records. Only this room and those beside it talk to users.
 */
package org.relaxometry.bssfp.app.frame;

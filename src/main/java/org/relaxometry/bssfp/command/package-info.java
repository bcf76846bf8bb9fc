/** SciJava commands, the ImageJ menu bridge and the headless launcher. Thin: they talk to users, the rooms below do the work. */
package org.relaxometry.bssfp.command;

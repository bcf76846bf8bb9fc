/**
 * Our commands as SciJava and its scripts see them: the inputs are the keys of a command, a failure is an exception that the
 * script sees.
 */
package org.relaxometry.bssfp.app.script;

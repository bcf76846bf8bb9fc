/**
 * What a key of a command is: {@link org.relaxometry.bssfp.app.key.Key} is declared in one line, and dialog, macro, launcher,
 * help and SciJava inputs are made from it.
 */
package org.relaxometry.bssfp.app.key;

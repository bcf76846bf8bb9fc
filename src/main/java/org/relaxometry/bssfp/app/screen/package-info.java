/**
 * What stands on the screen: which open images a dialog proposes and how its lists tell them apart, where windows go, and what
 * belongs to the window of a map.
 */
package org.relaxometry.bssfp.app.screen;

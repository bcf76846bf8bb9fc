/** The way from a folder to a report, page after page, by the commands of the menu and nothing of its own. */
package org.relaxometry.bssfp.app.guide;

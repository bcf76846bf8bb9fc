/** Map Water and Fat: the command and what becomes of its maps. */
package org.relaxometry.bssfp.app.fat;

/** Maps read for use: B1, ΔB0, T1 and T2, masks; unit, grid and period are checked. */
package org.relaxometry.bssfp.io.map;

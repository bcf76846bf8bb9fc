/** The main job: maps of T1, T2, ΔB0 and M0, and configurations. */
package org.relaxometry.bssfp.app.map;

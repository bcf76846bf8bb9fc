/** Regions and single voxels: Monte Carlo, the Inspector, comparison of maps. */
package org.relaxometry.bssfp.app.roi;

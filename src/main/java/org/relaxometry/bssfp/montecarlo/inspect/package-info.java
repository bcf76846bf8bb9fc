/** Everything about one voxel: signal, fits and values. */
package org.relaxometry.bssfp.montecarlo.inspect;

/**
 * Studies on volumes: a brain of known truth, lesions planted in it, and what methods make of its noisy series. Here methods that
 * look at the neighbours of a voxel can show what they gain and what they lose.
 */
package org.relaxometry.bssfp.montecarlo.phantom;

/**
 * How fast the program is on this machine, and slow references by automatic differentiation that its kernels are held against.
 */
package org.relaxometry.bssfp.bench;

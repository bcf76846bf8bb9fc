/**
 * Work on many threads: how far it is and whether to go on, and pools that give the same result for any number of workers.
 */
package org.relaxometry.bssfp.concurrent;

/** What is typed and what is printed: numbers as users write them, and the version of the program. */
package org.relaxometry.bssfp.text;

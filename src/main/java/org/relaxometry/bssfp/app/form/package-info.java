/** Fields of dialogs: how a key is shown, what is filled in before anybody types, and what counts as an answer. */
package org.relaxometry.bssfp.app.form;

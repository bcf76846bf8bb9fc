package org.relaxometry.bssfp.app.script;

/**
 * A command that a script called did not do what it should; the message says why, in the user's terms. Without a trace of calls,
 * which would say nothing to the author of the script.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}

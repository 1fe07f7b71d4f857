/* A random person at the board, and what the tests of the history ask of it. */
#ifndef FAULTLINE_TESTS_HISTORY_WALK_H
#define FAULTLINE_TESTS_HISTORY_WALK_H

#include "history/editor.h"
#include "support/support.h"

/* Stops the test with the message of an error. */
void must(Error error);
/* Stops the test unless it is an error of this code with this in its message. */
void must_fail(Error error, ErrorCode code, const char *part);
/* Stops the test unless the design has these bytes. */
void must_have_bytes(const Design *design, const char *bytes);

/* A command of any of the builders that makes sense for the design. */
void walk_command(const Design *design, Random *random, Command *command);
/* One step of a session: mostly an edit, sometimes undo, redo or a note. What makes no sense as
 * things stand is no step. Returns the error of the journal, if it had one. */
Error walk_step(Editor *editor, Random *random);

#endif

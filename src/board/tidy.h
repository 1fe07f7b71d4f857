/* Tidy: a layered layout, left to right, of a design or of what is selected of it.
 *
 * Calls and messages lead to the right; lines run straight where they can; a dead-letter queue
 * stands below its queue and observability below all. An area keeps what it holds, and nothing
 * else comes into it. What is locked stays where it is, and so does what is in a locked area; with
 * a selection the rest of the board stays, too, and is kept clear of.
 *
 * Where parts stand before does not matter but for what lies in which area, for where notes are,
 * and for the upper left corner of what is moved, which is kept. So the same design always gives
 * the same layout, and tidying twice changes nothing. */
#ifndef FAULTLINE_BOARD_TIDY_H
#define FAULTLINE_BOARD_TIDY_H

#include "history/command.h"

/* A builder of a command like those of history/edit.h; ids of any type, none for the whole board.
 * Refused when nothing of what was asked for can be moved. */
Error tidy_make(const Design *design, const char *const *ids, size_t count, Command *command);

#endif

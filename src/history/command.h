/* Commands: the one door through which a design changes.
 *
 * A command is a name for people ("Move 3 components") and a list of changes; a change says what
 * one element of the document is afterwards, or that it is gone. Everything that can be done to a
 * design is said in this one form, so undo, redo, the journal and replay need to know nothing else.
 * The builders in history/edit.h make them; history/editor.h applies them.
 *
 * A command owns the elements that its changes carry. Until command_apply has succeeded it has no
 * "before"; from then on it can be reverted and reapplied any number of times, each where the
 * design stands as it did the first time. */
#ifndef FAULTLINE_HISTORY_COMMAND_H
#define FAULTLINE_HISTORY_COMMAND_H

#include "model/design.h"

enum {
    COMMAND_NAME_SIZE = 128,
    COMMAND_CHANGES_MAX = 100000 /* more than there can be elements in a design */
};

typedef struct Change {
    ElementType type;
    char id[ID_SIZE]; /* "" for the title, the scenario and the answers */
    bool removes;     /* the element goes; `after` is unused */
    Element after;    /* what the element is from now on */
    size_t position;  /* where a new element goes in its list; SIZE_MAX: at the end, or replaced */
    bool had_before;  /* this and what follows is filled in by command_apply */
    Element before;   /* what the element was, if it was */
    size_t before_position; /* where a removed element stood in its list */
} Change;

/* Zero-initialise. */
typedef struct Command {
    char name[COMMAND_NAME_SIZE];
    ARRAY_OF(Change) changes;
} Command;

/* A name that is too long is cut between two characters. */
void command_name(Command *command, const char *format, ...) PRINTF_LIKE(2, 3);
/* Takes the element over. `position` SIZE_MAX: at the end. */
void command_put(Command *command, Element element, size_t position);
void command_remove(Command *command, ElementType type, const char *id);
Command command_copy(const Command *command);
void command_free(Command *command); /* and zeroes it */

/* Applies all changes or none, and fills in what undoing takes. */
Error command_apply(Command *command, Design *design);
/* Undoes a command that was applied last. */
void command_revert(const Command *command, Design *design);
/* Does again what was reverted last. */
void command_reapply(const Command *command, Design *design);
/* The bytes that the elements of its changes take, about; for those who keep many commands. */
size_t command_weight(const Command *command);

/* Writes the members "name" and "changes" into the open object, as the journal has them. */
void command_write(JsonWriter *writer, const Command *command);
/* Reads these members of an object. On failure the reader has the error and nothing is to be freed.
 * The changes are well-formed; whether they fit a design is found when they are applied. */
bool command_read(JsonReader *reader, const JsonValue *object, const Catalog *catalog,
                  Command *command);

#endif

/* Builders of commands: what a person does, said as changes of elements. Each leaves `command`
 * ready for editor_apply, with a name that fits a menu ("Rename Link service").
 *
 * A builder fails when what is asked makes no sense, and then `command` stays empty. It stays empty
 * too, without an error, when what is asked is so already: an empty command is no step. `command`
 * is empty when it comes in. */
#ifndef FAULTLINE_HISTORY_EDIT_H
#define FAULTLINE_HISTORY_EDIT_H

#include "history/command.h"

/* The new component's id, made from its label, is written to id[ID_SIZE]. */
Error edit_add_component(const Design *design, KindId kind, int x, int y, char *id,
                         Command *command);
/* The kind is inferred when `kind` is CONNECTION_KIND_COUNT. Refused with the reason when the ends
 * do not fit, when it is drawn from the wrong end, or when the same connection is there already. */
Error edit_connect(const Design *design, const char *from, const char *to, ConnectionKind kind,
                   char *id, Command *command);
/* Components go with their connections. Ids of any type. */
Error edit_delete(const Design *design, const char *const *ids, size_t count, Command *command);
/* Connections among the ids are passed over: they follow their ends. */
Error edit_move(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                Command *command);
/* The label of a component, a connection or an area; the text of a note. */
Error edit_rename(const Design *design, const char *id, const char *label, Command *command);
Error edit_set_why(const Design *design, const char *id, const char *why, Command *command);
/* Of a component or a connection; NULL goes back to the default. */
Error edit_set_setting(const Design *design, const char *id, const char *setting,
                       const SettingValue *value, Command *command);
/* Settings that the new kind does not have are dropped. */
Error edit_set_connection_kind(const Design *design, const char *id, ConnectionKind kind,
                               Command *command);
/* count 0: all operations pass. */
Error edit_set_operations(const Design *design, const char *id, const OperationName *operations,
                          size_t count, Command *command);
/* The kind is kept where it makes sense the other way round, and inferred where it does not. */
Error edit_reverse(const Design *design, const char *id, Command *command);
Error edit_add_area(const Design *design, int x, int y, int w, int h, const char *label, char *id,
                    Command *command);
Error edit_add_note(const Design *design, int x, int y, int w, int h, const char *text, char *id,
                    Command *command);
/* Of an area or a note. */
Error edit_resize(const Design *design, const char *id, int x, int y, int w, int h,
                  Command *command);
/* Copies of components, areas and notes, moved by (dx, dy), and of the connections between the
 * components. The ids of the copies are those of the command's changes. */
Error edit_duplicate(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                     Command *command);
Error edit_set_title(const Design *design, const char *title, Command *command);
Error edit_set_answers(const Design *design, const Answers *answers, const char *name,
                       Command *command);

#endif

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
/* A new component with a connection to it, of the inferred kind; refused as edit_connect would
 * refuse it. */
Error edit_add_connected(const Design *design, KindId kind, int x, int y, const char *from,
                         char *id, Command *command);
/* Components go with their connections. Ids of any type. What is locked stays; refused when all of
 * it is. */
Error edit_delete(const Design *design, const char *const *ids, size_t count, Command *command);
/* Connections among the ids are passed over: they follow their ends. An area takes along what lies
 * wholly within it. What is locked stays; refused when all that was asked for is. */
Error edit_move(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                Command *command);
/* What edit_move of these would move; the ids are the design's own. Release with array_free. */
typedef ARRAY_OF(const char *) EditIds;
void edit_moved_ids(const Design *design, const char *const *ids, size_t count, EditIds *moved);
/* Each part by an offset of its own, but for those that are locked; areas alone, without what is
 * in them. */
typedef struct EditMove {
    const char *id; /* borrowed */
    int dx, dy;
} EditMove;
Error edit_move_each(const Design *design, const EditMove *moves, size_t count, const char *name,
                     Command *command);
/* The label of a component, a connection or an area; the text of a note. */
Error edit_rename(const Design *design, const char *id, const char *label, Command *command);
Error edit_set_why(const Design *design, const char *id, const char *why, Command *command);
/* Of a component or a connection; NULL goes back to the default. */
Error edit_set_setting(const Design *design, const char *id, const char *setting,
                       const SettingValue *value, Command *command);
/* The same setting of several, of those that have it. */
Error edit_set_setting_many(const Design *design, const char *const *ids, size_t count,
                            const char *setting, const SettingValue *value, Command *command);
/* Moves an end of the connection to another component. Its kind is kept where it makes sense there,
 * and inferred where it does not; refused as edit_connect would refuse it. */
typedef enum EditEnd { EDIT_FROM, EDIT_TO } EditEnd;
Error edit_reconnect(const Design *design, const char *id, EditEnd end, const char *component,
                     Command *command);
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
/* Copies of components, areas with what is in them, and notes, moved by (dx, dy), and of the
 * connections between the components. The ids of the copies are those of the command's changes. */
Error edit_duplicate(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                     Command *command);
/* A design of its own with just these parts, with what is in the areas among them, and the
 * connections between the components: what the clipboard holds. The caller frees it. */
Error edit_clip(const Design *design, const char *const *ids, size_t count, Design **clip);
/* Copies of all parts of another design, moved by (dx, dy). */
Error edit_paste(const Design *design, const Design *clip, int dx, int dy, Command *command);

/* --- Order (edit_arrange.c) --- */
typedef enum EditAlign {
    EDIT_ALIGN_LEFT,
    EDIT_ALIGN_CENTER, /* one above the other */
    EDIT_ALIGN_RIGHT,
    EDIT_ALIGN_TOP,
    EDIT_ALIGN_MIDDLE, /* side by side */
    EDIT_ALIGN_BOTTOM,
    EDIT_ALIGN_COUNT
} EditAlign;
/* Within the rectangle around all of them. Two or more. */
Error edit_align(const Design *design, const char *const *ids, size_t count, EditAlign how,
                 Command *command);
/* Equal gaps between the first and the last, which stay. Three or more. */
Error edit_distribute(const Design *design, const char *const *ids, size_t count, bool across,
                      Command *command);
/* An area around them, with room for its label. */
Error edit_group(const Design *design, const char *const *ids, size_t count, const char *label,
                 char *id, Command *command);
Error edit_set_locked(const Design *design, const char *const *ids, size_t count, bool locked,
                      Command *command);

Error edit_set_title(const Design *design, const char *title, Command *command);
Error edit_set_answers(const Design *design, const Answers *answers, const char *name,
                       Command *command);

#endif

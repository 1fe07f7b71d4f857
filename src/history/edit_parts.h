/* What the builders of commands share. */
#ifndef FAULTLINE_HISTORY_EDIT_PARTS_H
#define FAULTLINE_HISTORY_EDIT_PARTS_H

#include "history/edit.h"

enum { EDIT_LABEL_SIZE = 40, EDIT_NAME_SIZE = 2 * EDIT_LABEL_SIZE + 8 };

/* A copy of the element with this id; the error says that there is none. */
Error edit_copy_element(const Design *design, const char *id, Element *element);
/* A component as it stands; the error says that there is none. */
Error edit_find_component(const Design *design, const char *id, const Component **component);

/* How a menu names an element: "Link service", "Link service → Links", "Region A". */
void edit_name_element(const Element *element, const Design *design, char out[EDIT_NAME_SIZE]);
void edit_name_ends(const Design *design, const char *from, const char *to,
                    char out[EDIT_NAME_SIZE]);
/* The label, or the label with the next number when a component has it: "Service 2". */
void edit_fresh_label(const Design *design, const char *label, TextBuffer *out);

#endif

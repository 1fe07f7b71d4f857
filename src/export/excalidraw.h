/* A design as a file of Excalidraw (version 2 of its format). Components are rectangles with their
 * labels, connections arrows that are bound at both ends, areas frames, notes rectangles.
 *
 * What Excalidraw knows nothing of (kinds, settings, reasons, answers) is kept in `customData`,
 * which it leaves alone, so that import/import.h gives back the same design. */
#ifndef FAULTLINE_EXPORT_EXCALIDRAW_H
#define FAULTLINE_EXPORT_EXCALIDRAW_H

#include "board/theme.h"
#include "model/design.h"

/* The same design and theme give the same bytes. */
void excalidraw_write(const Design *design, const Theme *theme, JsonWriter *json);

#endif

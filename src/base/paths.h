/* Where things are: the data that comes with the program, and what belongs to the user. */
#ifndef FAULTLINE_BASE_PATHS_H
#define FAULTLINE_BASE_PATHS_H

#include "base/error.h"
#include "base/memory.h"

/* The folder that holds `assets` and `scenarios`: FAULTLINE_DATA when it is set (and then it must
 * hold them), else the source tree when the program runs from its build tree, else
 * ../share/faultline beside the program, else the place of the installation. */
Error paths_find_data(Arena *arena, char **folder);

/* $XDG_DATA_HOME/faultline or ~/.local/share/faultline. Not created here. */
Error paths_user_data(Arena *arena, char **folder);

#endif

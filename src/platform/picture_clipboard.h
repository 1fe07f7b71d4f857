/* Pictures on the system's clipboard. SDL2 puts text there alone, so it is done by the program
 * that the desktop has for it: wl-copy where Wayland runs, xclip elsewhere. */
#ifndef FAULTLINE_PLATFORM_PICTURE_CLIPBOARD_H
#define FAULTLINE_PLATFORM_PICTURE_CLIPBOARD_H

#include "base/error.h"

/* Fails when none of them is installed, and names them. */
Error picture_clipboard_put(const char *png_path);

#endif

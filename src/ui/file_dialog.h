/* Choosing a file to open or to save to: a path that can be typed and completed, and the folder
 * that it is in. */
#ifndef FAULTLINE_UI_FILE_DIALOG_H
#define FAULTLINE_UI_FILE_DIALOG_H

#include "base/file.h"
#include "ui/app.h"
#include "ui/settings.h"

typedef enum FileMode { FILE_OPEN, FILE_SAVE, FILE_IMPORT, FILE_EXPORT } FileMode;

typedef struct FileDialog {
    FileMode mode;
    char path[SETTINGS_PATH_SIZE];   /* what stands in the field */
    char folder[SETTINGS_PATH_SIZE]; /* whose entries are listed */
    Arena arena;                     /* of the entries' names */
    FolderEntries entries;
    bool narrowed;      /* the name was typed: only what begins so is listed */
    size_t current;     /* the highlighted row, SIZE_MAX: none */
    Error folder_error; /* why the folder cannot be listed */
    Error error;        /* why the file could not be opened or saved */
    bool replace_asked; /* the file is there already, and that was said */
    bool selection;     /* what is exported is what is selected */
} FileDialog;

void file_dialog_start(FileDialog *dialog, FileMode mode, const char *folder, const char *name);
void file_dialog_free(FileDialog *dialog);
void file_dialog_show(App *app);

#endif

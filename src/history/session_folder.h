/* The names in the folder of a session. */
#ifndef FAULTLINE_HISTORY_SESSION_FOLDER_H
#define FAULTLINE_HISTORY_SESSION_FOLDER_H

#include "history/session_store.h"

#define SESSION_JOURNAL_NAME "session.jsonl"
#define SESSION_DESIGN_NAME "design.json"
#define SESSION_DOCUMENT_NAME "document"

/* Whether a window has the session open. */
bool session_folder_in_use(const char *path);

#endif

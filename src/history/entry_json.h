/* One line of a session's file. */
#ifndef FAULTLINE_HISTORY_ENTRY_JSON_H
#define FAULTLINE_HISTORY_ENTRY_JSON_H

#include "history/journal.h"

void entry_write(JsonWriter *writer, const Entry *entry);
/* On failure the reader has the error and nothing is to be freed. */
bool entry_read(JsonReader *reader, const JsonValue *value, const Catalog *catalog, Entry *entry);

#endif

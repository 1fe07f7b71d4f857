/* The lines of a session's file. */
#ifndef FAULTLINE_HISTORY_ENTRY_JSON_H
#define FAULTLINE_HISTORY_ENTRY_JSON_H

#include "history/journal.h"

void entry_write(JsonWriter *writer, const Entry *entry);
/* On failure the reader has the error and nothing is to be freed. */
bool entry_read(JsonReader *reader, const JsonValue *value, const Catalog *catalog, Entry *entry);

/* `branched_from` of the header, if there is one; else *origin is left alone. */
void session_origin_read(JsonReader *reader, const JsonValue *header, SessionOrigin *origin);
void session_origin_write(JsonWriter *writer, const SessionOrigin *origin); /* the same */

#endif

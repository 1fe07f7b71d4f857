/* JSON paths in messages: components[3].settings.retries. */
#ifndef FAULTLINE_MODEL_JSON_PATH_H
#define FAULTLINE_MODEL_JSON_PATH_H

#include "base/text.h"

void json_path_add_key(TextBuffer *path, const char *key);
void json_path_add_position(TextBuffer *path, size_t position);

#endif

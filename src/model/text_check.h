/* What holds of any text that a document keeps. */
#ifndef FAULTLINE_MODEL_TEXT_CHECK_H
#define FAULTLINE_MODEL_TEXT_CHECK_H

#include "base/error.h"

/* Valid UTF-8 of at most LIMIT_TEXT_BYTES; `what` names the text in the message: "the label". */
Error text_check(const char *what, const char *text);

#endif

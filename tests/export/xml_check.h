/* Whether a text is well-formed XML, as far as SVG needs it: tags that close in order, attributes
 * in double quotes and each once, no bare ampersand, valid UTF-8. */
#ifndef FAULTLINE_TESTS_EXPORT_XML_CHECK_H
#define FAULTLINE_TESTS_EXPORT_XML_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* On failure, `problem` says what is wrong and where. */
bool xml_check(const char *text, char *problem, size_t size);
/* How often `<name` opens an element. */
size_t xml_count(const char *text, const char *name);

#endif

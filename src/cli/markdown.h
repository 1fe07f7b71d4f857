/* The reference pages of the documentation (docs/RULES.md, docs/CATALOG.md), made from the data. */
#ifndef FAULTLINE_CLI_MARKDOWN_H
#define FAULTLINE_CLI_MARKDOWN_H

#include "base/text.h"
#include "model/catalog.h"
#include "rules/rule.h"

void markdown_write_rules(const RuleSet *rules, const Catalog *catalog, TextBuffer *out);
void markdown_write_catalog(const Catalog *catalog, TextBuffer *out);

/* The text with what Markdown would take for its own escaped, on one line. */
void markdown_append(TextBuffer *out, const char *text);
/* A paragraph, broken into lines. */
void markdown_paragraph(TextBuffer *out, const char *text);

#endif

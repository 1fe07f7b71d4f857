/* What playing a finding's proof came to, for people and for programs. */
#ifndef FAULTLINE_CLI_PROOF_REPORT_H
#define FAULTLINE_CLI_PROOF_REPORT_H

#include "cli/columns.h"
#include "model/design.h"
#include "model/scenario.h"
#include "rules/proof.h"

/* Indented under the finding's sentence; `with_story`: and what happened to one request. */
void proof_write_text(const Proof *proof, const Design *design, const Scenario *scenario,
                      bool with_story, const Screen *screen, TextBuffer *out);
/* The member "proof" of the open object. */
void proof_write_json(const Proof *proof, JsonWriter *writer);

#endif

/* What many tests need. These functions stop the program when they fail: a test that cannot be
 * set up has failed. */
#ifndef FAULTLINE_SUPPORT_SUPPORT_H
#define FAULTLINE_SUPPORT_SUPPORT_H

#include "base/memory.h"
#include "base/random.h"
#include "model/catalog.h"
#include "model/design.h"
#include "model/scenario.h"

/* The shipped catalogue; release it with catalog_free after all that was made with it. */
Catalog *support_catalog(void);
/* The shipped scenario of this id; release it with scenario_free. */
Scenario *support_scenario(const char *id);
/* The scenario of a design in a file: `<id>.scenario.json` beside it, or else the shipped one. */
Scenario *support_scenario_of(const Design *design, const char *path);
/* A design from the text of its file; single quotes stand for double ones, so that a test reads
 * well. Release it with design_free. */
Design *support_design(const Catalog *catalog, const char *text);
/* A shipped design, e.g. "url-shortener/reference.json". */
Design *support_shipped_design(const Catalog *catalog, const char *path);
/* The canonical bytes of a design; release them with free. */
char *support_bytes(const Design *design);

/* The text with every ' made a ". In the arena. */
char *support_quotes(Arena *arena, const char *text);
/* A path in the checkout, e.g. "assets/catalog.json". In the arena. */
char *support_source_path(Arena *arena, const char *path);

/* A new, empty folder, and its removal with all that is in it. Its name is in the arena. */
char *support_make_folder(Arena *arena);
void support_remove_folder(const char *folder);
/* As for somebody who has seen the first-run tour: it would lie over what a test presses. Leaves
 * settings that are there alone. */
void support_skip_tour(const char *user_folder);

/* A valid design with up to this many components, of all kinds and with all kinds of
 * connections, with awkward texts. The same random numbers give the same design. */
Design *support_random_design(const Catalog *catalog, Random *random, size_t most_components);
/* A design of so many components, two or more, in the shape that service graphs have, strewn over
 * the board. The same random numbers give the same design. */
Design *support_service_graph(const Catalog *catalog, Random *random, size_t components);
/* A valid value of a setting; `keys` of the scenario are "user" and "code". */
SettingValue support_random_value(Random *random, const SettingSpec *spec);
/* A text of characters that formats like to break, at most this many bytes. */
void support_random_text(Random *random, char *out, size_t most);

#endif

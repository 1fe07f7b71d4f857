#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "support/support.h"

static bool chance(Random *random, unsigned percent) {
    return random_below(random, 100) < percent;
}

static int between(Random *random, int low, int high) {
    return low + (int)random_below(random, (uint64_t)(high - low) + 1);
}

void support_random_text(Random *random, char *out, size_t most) {
    static const char *const pieces[] = {"a",  "Link", " ",  "service", "\"", "\\", "/",  "\n",
                                         "\t", "ü",    "→",  "😀",       "{",  "}",  "é",  ",",
                                         ":",  "\x01", "\r", "\x7f",    "%s", "'",  "<b>"};
    TextBuffer text = {0};
    for (size_t left = random_below(random, 12); left > 0; left--) {
        const char *piece = pieces[random_below(random, COUNT_OF(pieces))];
        if (text.length + strlen(piece) <= most) {
            text_append(&text, piece);
        }
    }
    text_copy(out, most + 1, text_of(&text));
    text_free(&text);
}

SettingValue support_random_value(Random *random, const SettingSpec *spec) {
    static const char *const keys[] = {"", "user", "code"};
    SettingValue value = {0};
    switch (spec->type) {
    case SETTING_NUMBER:
        value.number = spec->min + random_unit(random) * (spec->max - spec->min);
        if (chance(random, 50)) {
            value.number = floor(value.number);
        }
        value.number = fmin(fmax(value.number, spec->min), spec->max);
        break;
    case SETTING_INTEGER:
        value.number = spec->min + (double)random_below(random, (uint64_t)(spec->max - spec->min));
        break;
    case SETTING_BOOLEAN:
        value.number = chance(random, 50) ? 1 : 0;
        break;
    case SETTING_CHOICE:
        text_copy(value.word, ID_SIZE, spec->choices[random_below(random, spec->choice_count)]);
        break;
    case SETTING_KEY:
        if (spec->choice_count > 0 && chance(random, 30)) {
            text_copy(value.word, ID_SIZE, spec->choices[0]);
        } else {
            text_copy(value.word, ID_SIZE, keys[random_below(random, COUNT_OF(keys))]);
        }
        break;
    }
    return value;
}

static void choose_settings(Random *random, const SettingSpec *specs, size_t count,
                            Settings *settings) {
    if (chance(random, 30)) {
        return;
    }
    for (size_t i = count; i-- > 0;) { /* backwards: the order of setting must not matter */
        SettingValue value = support_random_value(random, &specs[i]);
        if (chance(random, 30) && !setting_check(&specs[i], &value).code) {
            settings_set(settings, &specs[i], &value);
        }
    }
}

static void put(Design *design, Random *random, Element element) {
    Error error = design_put(design, &element, (size_t)random_below(random, 200));
    assert(!error.code);
    (void)error;
    element_free(&element);
}

static void add_component(Design *design, Random *random) {
    char text[64], id[ID_SIZE];
    const KindSpec *kind = &design->catalog->kinds[random_below(random, KIND_COUNT)];
    support_random_text(random, text, sizeof text - 1);
    design_fresh_id(design, chance(random, 50) ? kind->name : text, id);
    Component *component = component_new(kind, id, between(random, -2000, 2000),
                                         between(random, -LIMIT_COORDINATE, LIMIT_COORDINATE));
    if (chance(random, 70)) {
        text_replace(&component->label, text);
    }
    if (chance(random, 50)) {
        support_random_text(random, text, sizeof text - 1);
        text_replace(&component->why, text);
    }
    choose_settings(random, kind->settings, kind->setting_count, &component->settings);
    put(design, random, (Element){.type = ELEMENT_COMPONENT, .as.component = component});
}

static void add_connection(Design *design, Random *random) {
    static const char *const operations[] = {"read", "create", "send_email"};
    if (design->components.count < 2) {
        return;
    }
    const Component *from =
        design->components.items[random_below(random, design->components.count)];
    const Component *to = design->components.items[random_below(random, design->components.count)];
    ConnectionKind kind = chance(random, 50)
                              ? connection_infer(from, to)
                              : (ConnectionKind)random_below(random, CONNECTION_KIND_COUNT);
    if (connection_check_ends(kind, from, to).code) {
        return;
    }
    char id[ID_SIZE], stem[2 * ID_SIZE];
    snprintf(stem, sizeof stem, "%s-%s", from->id, to->id);
    design_fresh_id(design, stem, id);
    const ConnectionSpec *spec = &design->catalog->connections[kind];
    Connection *connection = connection_new(spec, id, from->id, to->id);
    if (chance(random, 30)) {
        char text[32];
        support_random_text(random, text, sizeof text - 1);
        text_replace(&connection->label, text);
    }
    for (size_t i = 0; i < COUNT_OF(operations); i++) {
        if (chance(random, 30)) {
            OperationName name;
            text_copy(name.id, ID_SIZE, operations[i]);
            array_push(&connection->operations, name);
        }
    }
    connection->all_operations = connection->operations.count == 0;
    choose_settings(random, spec->settings, spec->setting_count, &connection->settings);
    put(design, random, (Element){.type = ELEMENT_CONNECTION, .as.connection = connection});
}

static void add_area(Design *design, Random *random) {
    Area *area = memory_allocate(sizeof *area);
    char text[32];
    support_random_text(random, text, sizeof text - 1);
    *area = (Area){.label = memory_copy_string(text),
                   .x = between(random, -900, 900),
                   .y = between(random, -900, 900),
                   .w = between(random, 1, 2000),
                   .h = between(random, 1, 2000)};
    design_fresh_id(design, "area", area->id);
    put(design, random, (Element){.type = ELEMENT_AREA, .as.area = area});
}

static void add_note(Design *design, Random *random) {
    Note *note = memory_allocate(sizeof *note);
    char text[64];
    support_random_text(random, text, sizeof text - 1);
    *note = (Note){.text = memory_copy_string(text),
                   .x = between(random, -900, 900),
                   .y = between(random, -900, 900),
                   .w = between(random, 1, 400),
                   .h = between(random, 1, 400)};
    design_fresh_id(design, "note", note->id);
    put(design, random, (Element){.type = ELEMENT_NOTE, .as.note = note});
}

static char *some_text(Random *random) {
    char text[48];
    support_random_text(random, text, sizeof text - 1);
    return memory_copy_string(text);
}

static Answers *random_answers(Random *random) {
    Answers *answers = memory_allocate(sizeof *answers);
    for (int i = 0; i < 3 && chance(random, 60); i++) {
        AnswerId clarified;
        snprintf(clarified.id, ID_SIZE, "question-%d", i);
        array_push(&answers->clarified, clarified);
        AnswerEstimate estimate = {.value = random_unit(random) * pow(10, between(random, -9, 15))};
        snprintf(estimate.id, ID_SIZE, "estimate_%d", i);
        array_push(&answers->estimates, estimate);
        array_push(&answers->requirements, some_text(random));
        AnswerApi api = {.method = some_text(random),
                         .path = some_text(random),
                         .notes = some_text(random),
                         .idempotent = chance(random, 50)};
        array_push(&answers->apis, api);
        AnswerEntity entity = {.name = some_text(random),
                               .key = some_text(random),
                               .fields = some_text(random),
                               .store = some_text(random)};
        array_push(&answers->entities, entity);
        AnswerTradeoff tradeoff = {.about = some_text(random),
                                   .choice = some_text(random),
                                   .because = some_text(random),
                                   .instead_of = some_text(random)};
        array_push(&answers->tradeoffs, tradeoff);
        AnswerAccepted accepted = {.rule = memory_copy_string("reliability/no-timeout"),
                                   .subject = some_text(random),
                                   .because = some_text(random)};
        array_push(&answers->accepted, accepted);
    }
    return answers;
}

Design *support_random_design(const Catalog *catalog, Random *random, size_t most_components) {
    Design *design = design_new(catalog);
    put(design, random, (Element){.type = ELEMENT_TITLE, .as.text = some_text(random)});
    if (chance(random, 70)) {
        put(design, random,
            (Element){.type = ELEMENT_SCENARIO, .as.text = memory_copy_string("url-shortener")});
    }
    put(design, random, (Element){.type = ELEMENT_ANSWERS, .as.answers = random_answers(random)});
    size_t components = (size_t)random_below(random, most_components + 1);
    for (size_t i = 0; i < components; i++) {
        add_component(design, random);
    }
    for (size_t i = 0; i < 3 * components; i++) {
        add_connection(design, random);
    }
    for (size_t i = (size_t)random_below(random, 3); i > 0; i--) {
        add_area(design, random);
        add_note(design, random);
    }
    return design;
}

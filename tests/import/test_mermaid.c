/* Mermaid flowcharts: each piece of the syntax, and what is refused. */
#include "import/import_fixture.h"

#include <stdlib.h>
#include <string.h>

static void read(void **state, const char *text) {
    import_text(*state, IMPORT_MERMAID, text);
}

static void refused(void **state, const char *text, const char *message) {
    import_refused(*state, IMPORT_MERMAID, text, strlen(text), message);
}

/* ---- Nodes and arrows ---------------------------------------------------------------------------- */

static void every_form_of_a_node_has_its_words(void **state) {
    static const char *const FORMS[] = {"a[Redis]",
                                        "a(Redis)",
                                        "a([Redis])",
                                        "a[[Redis]]",
                                        "a[(Redis)]",
                                        "a((Redis))",
                                        "a(((Redis)))",
                                        "a{Redis}",
                                        "a{{Redis}}",
                                        "a[/Redis/]",
                                        "a[\\Redis\\]",
                                        "a[/Redis\\]",
                                        "a[\\Redis/]",
                                        "a>Redis]",
                                        "a(-Redis-)",
                                        "a[\"Redis\"]",
                                        "a[ Redis ]",
                                        "a@{ label: \"Redis\" }",
                                        "a@{shape: rounded, label: Redis}",
                                        "a[\"`**Redis**`\"]",
                                        "a[fa:fa-database Redis]",
                                        "a[<b>Redis</b>]",
                                        "a[#82;edis]",
                                        "a[\"Redis\n\"]"};
    for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
        TextBuffer text = {0};
        text_append_format(&text, "graph LR\n%s\n", FORMS[i]);
        read(state, text_of(&text));
        text_free(&text);
        import_expect(*state, "cache a \"Redis\"");
    }
}

static void every_arrow_is_an_arrow(void **state) {
    static const char *const ARROWS[] = {
        "-->",         "--->",   "---->",          "==>",       "===>",      "-.->",      "-..->",
        "--x",         "--o",    "-- \"go\" -->",  "-- go -->", "== go ==>", "-. go .->", "-->|go|",
        "-->|\"go\"|", "e1@-->", "-- go a-b --->", "==>|go|",   "-.->|go|",  "--x|go|"};
    for (size_t i = 0; i < COUNT_OF(ARROWS); i++) {
        TextBuffer text = {0};
        text_append_format(&text, "graph LR\nweb[API] %s db[MySQL]\n", ARROWS[i]);
        const Design *design = import_text(*state, IMPORT_MERMAID, text_of(&text));
        bool labelled = strstr(ARROWS[i], "go") != NULL;
        if (design->connections.count != 1 || design->components.count != 2 ||
            (strstr(design->connections.items[0]->label, "go") != NULL) != labelled) {
            fail_msg("%s is read as %zu arrows between %zu nodes", ARROWS[i],
                     design->connections.count, design->components.count);
        }
        text_free(&text);
    }
}

static void arrows_need_no_blanks(void **state) {
    read(state, "graph LR;web[API]-->db[MySQL];web-.->c[Redis];db---web;A==>|x|web");
    import_expect(*state, "call web > db");
    import_expect(*state, "call web > c");
    import_expect(*state, "call a > web \"x\"");
}

static void what_is_in_quotes_ends_nothing(void **state) {
    read(state, "graph LR\nsubgraph s [\"[x] ] y\"]\nweb[\"A ] --> (API)\"]\nend\n"
                "web -- \"a --> b\" --> db[(\"x)] DB\")]\nweb -->|\"this | that\"| c[Redis]\n");
    import_expect(*state, "service web \"A ] --> (API)\"");
    import_expect(*state, "sql_db db \"x)] DB\"");
    import_expect(*state, "call web > db \"a --> b\"");
    import_expect(*state, "call web > c \"this | that\"");
    import_expect(*state, "area \"[x] ] y\": web");
}

static void dashes_and_dots_belong_to_names(void **state) {
    read(state, "graph LR\norder-api.v2 --> user_db-1\norder-api.v2-->cache-a");
    import_expect(*state, "service order-api-v2 \"order-api.v2\"");
    import_expect(*state, "call order-api-v2 > user_db-1");
    import_expect(*state, "call order-api-v2 > cache-a");
}

static void a_node_belongs_to_the_first_subgraph_that_has_it(void **state) {
    read(state, "graph LR\nx[API]\nsubgraph one\nx --> y[Redis]\nend\nsubgraph two\ny\nz\nend");
    import_expect(*state, "area \"one\": x y");
    import_expect(*state, "area \"two\": z");
}

static void an_empty_chart_is_an_empty_design(void **state) {
    const Design *design = import_text(*state, IMPORT_MERMAID, "flowchart LR\n");
    assert_int_equal(design->components.count, 0);
    assert_string_equal(design->title, "drawing");
}

static void what_two_programs_disagree_on_is_listed(void **state) {
    read(state, "graph LR\napi --> Users\nsqs --> kafka\nstyle api fill:#fff\nclick api \"x\"");
    import_expect(*state,
                  "unread 3: an arrow: sqs cannot be connected to kafka like this: a queue calls "
                  "nobody; put a worker between");
    import_expect(*state, "unread 4: what says only how it looks (style, class, click and the "
                          "like): 2 in all");
}

/* ---- Refusals ------------------------------------------------------------------------------------ */

static void mistakes_are_named_with_their_line(void **state) {
    refused(state, "", "drawing:1: expected `flowchart` or `graph`, found the end");
    refused(state, "\n\ngraf LR\n", "drawing:3: expected `flowchart` or `graph`, found `graf`");
    refused(state, "sequenceDiagram\nA->>B: x", "drawing:1: this is a `sequenceDiagram`");
    refused(state, "graph LR\na[open --> b\n", "drawing:2: `a[` has no `]`");
    refused(state, "graph LR\na@{ shape: cyl\n", "drawing:2: `a@{` has no `}`");
    refused(state, "graph LR\na -->\n", "drawing:2: expected a node, found the end of the line");
    refused(state, "graph LR\na -- words\n", "drawing:2: an arrow begins with `--`");
    refused(state, "graph LR\na -->|words b\n", "drawing:2: the label of an arrow");
    refused(state, "graph LR\na b\n", "drawing:2: expected an arrow or the end of the line");
    refused(state, "graph LR\nsubgraph x\na\n", "drawing:2: the subgraph that begins here");
    refused(state, "graph LR\nend\n", "drawing:2: `end` without a `subgraph`");
    refused(state, "graph LR\n]a\n", "drawing:2: expected a node, found `]a`");
    refused(state, "---\ntitle: x\n", "drawing:1: the `---` that begins here has no end");
    refused(state, "graph LR\n\xff", "drawing:2: this is not valid UTF-8");
    import_refused(*state, IMPORT_MERMAID, "graph LR\na\0b", 12, "drawing:2: a NUL byte");
    import_refused(*state, IMPORT_MARKDOWN, "# words\n", 8, "no flowchart is in it");
}

static void repeated(TextBuffer *text, const char *head, const char *before, const char *after,
                     int count) {
    text_clear(text);
    text_append(text, head);
    for (int i = 0; i < count; i++) {
        text_append_format(text, "%s%d%s", before, i, after);
    }
}

static void giants_are_refused_before_they_take_room(void **state) {
    TextBuffer text = {0};
    repeated(&text, "graph LR\n", "n", "\n", 100000);
    refused(state, text_of(&text), "drawing:10002: more than 10000 shapes");
    repeated(&text, "graph LR\n", "subgraph s", "\n", 65);
    refused(state, text_of(&text), "drawing:66: more than 64 subgraphs inside one another");
    repeated(&text, "graph LR\na0", " & a", "", 300);
    text_append(&text, " --> b0");
    for (int i = 1; i < 300; i++) {
        text_append_format(&text, " & b%d", i);
    }
    refused(state, text_of(&text), "drawing:2: more than 40000 arrows");
    repeated(&text, "graph LR\n", "a", "[", 100000);
    refused(state, text_of(&text), "drawing:2: `a0[` has no `]`");
    text_free(&text);
}

/* Every beginning of a chart is read or refused, and nothing reads past its end. */
static void any_beginning_is_read_or_refused(void **state) {
    static const char CHART[] =
        "---\ntitle: \"a\\\"b\"\n---\n%%{init: {}}%%\nflowchart LR\nsubgraph s [\"S #amp; T\"]\n"
        "a@{ shape: cyl, label: \"x\" } & b -- \"t\" --> c:::k\nend\nd e1@<-.->|l| f((g))\n"
        "h{{\"`i`\"}} ~~~ j>k]\nclass a,b m\nclick a \"n\"\naccDescr { o }\n";
    ImportFixture *fixture = *state;
    for (size_t length = 0; length < sizeof CHART; length++) {
        import_free(&fixture->import);
        char *copy = memory_allocate(length > 0 ? length : 1);
        memcpy(copy, CHART, length);
        Error error = import_read(IMPORT_MERMAID, copy, length, "drawing", fixture->catalog,
                                  &fixture->import);
        assert_true(error.code ? fixture->import.design == NULL && error.message[0]
                               : fixture->import.design != NULL);
        free(copy);
    }
}

static void texts_are_known_for_what_they_are(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ImportFormat format;
    } TEXTS[] = {
        {"graph LR\na", IMPORT_MERMAID},
        {"  \nflowchart TD\n", IMPORT_MERMAID},
        {"%% x\ngraph TD\n", IMPORT_MERMAID},
        {"---\ntitle: x\n---\nflowchart LR", IMPORT_MERMAID},
        {"words\n```mermaid\ngraph LR\n```", IMPORT_MARKDOWN},
        {"{\"type\":\"excalidraw/clipboard\"}", IMPORT_EXCALIDRAW},
        {"{\"format\":\"faultline/design\"}", IMPORT_FORMAT_COUNT},
        {"graphic words", IMPORT_FORMAT_COUNT},
        {"", IMPORT_FORMAT_COUNT},
    };
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        assert_int_equal(import_format_of_text(TEXTS[i].text, strlen(TEXTS[i].text)),
                         TEXTS[i].format);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        import_test(every_form_of_a_node_has_its_words),
        import_test(every_arrow_is_an_arrow),
        import_test(arrows_need_no_blanks),
        import_test(what_is_in_quotes_ends_nothing),
        import_test(dashes_and_dots_belong_to_names),
        import_test(a_node_belongs_to_the_first_subgraph_that_has_it),
        import_test(an_empty_chart_is_an_empty_design),
        import_test(what_two_programs_disagree_on_is_listed),
        import_test(mistakes_are_named_with_their_line),
        import_test(giants_are_refused_before_they_take_room),
        import_test(any_beginning_is_read_or_refused),
        import_test(texts_are_known_for_what_they_are),
    };
    return cmocka_run_group_tests_name("Mermaid", tests, NULL, NULL);
}

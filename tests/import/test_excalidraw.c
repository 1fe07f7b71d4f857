/* Excalidraw files: what belongs together, and what is refused. */
#include "import/import_fixture.h"

#include <stdlib.h>
#include <string.h>

#define FILE_OF(elements) "{'type':'excalidraw','version':2,'elements':[\n" elements "\n]}"
#define BOX(id, x, y) \
    "{'type':'rectangle','id':'" id "','x':" x ",'y':" y ",'width':160,'height':80}"
#define LABEL(id, text) \
    "{'type':'text','containerId':'" id "','x':0,'y':0,'width':9,'height':9,'text':'" text "'}"
#define ARROW(from, to)                                                        \
    "{'type':'arrow','x':0,'y':0,'width':9,'height':9,'points':[[0,0],[9,9]]," \
    "'startBinding':{'elementId':'" from "'},'endBinding':{'elementId':'" to "'}}"

static void read(void **state, const char *text) {
    import_text(*state, IMPORT_EXCALIDRAW, text);
}

static void refused(void **state, const char *text, const char *message) {
    Arena arena = {0};
    const char *bytes = support_quotes(&arena, text);
    import_refused(*state, IMPORT_EXCALIDRAW, bytes, strlen(bytes), message);
    arena_free(&arena);
}

/* ---- What is meant ------------------------------------------------------------------------------- */

static void arrows_bound_to_a_label_lead_to_its_shape(void **state) {
    read(state, FILE_OF(BOX("a", "0", "0") ",{'type':'text','id':'t','containerId':'a','x':0,"
                                           "'y':0,'width':9,'height':9,'text':'API'}"
                                           "," BOX("b", "400", "0") "," LABEL(
                                               "b", "Redis") "," ARROW("t", "b")));
    import_expect(*state, "call api > redis");
}

static void an_arrow_to_an_area_is_listed(void **state) {
    read(
        state,
        FILE_OF(
            "{'type':'frame','id':'f','name':'Zone','x':-50,'y':-50,'width':300,'height':300}," BOX(
                "a", "0",
                "0") "," LABEL("a", "API") "," BOX("b", "600",
                                                   "0") "," LABEL("b", "Redis") ",\n" ARROW("b",
                                                                                            "f")));
    import_expect(*state, "area \"Zone\": api");
    import_expect(*state, "unread 3: an arrow that is bound to `Zone`, which is no component");
}

static void a_cylinder_is_a_database_unless_its_words_say_otherwise(void **state) {
    read(state, FILE_OF("{'type':'cylinder','id':'a','x':0,'y':0,'width':90,'height':90},"
                        "{'type':'cylinder','id':'b','x':300,'y':0,'width':90,'height':90},"
                        "{'type':'hexagon','id':'c','x':600,'y':0,'width':90,'height':90}," LABEL(
                            "a", "Orders") "," LABEL("b", "Kafka") "," LABEL("c", "Orders API")));
    import_expect(*state, "sql_db orders \"Orders\"");
    import_expect(*state, "stream kafka \"Kafka\"");
    import_expect(*state, "service orders-api \"Orders API\"");
    import_expect(*state, "guess 2: `Orders` is taken for SQL, by its form");
}

static void circles_of_bindings_end(void **state) {
    read(state, FILE_OF("{'type':'text','id':'t','containerId':'u','x':0,'y':0,'width':9,"
                        "'height':9,'text':'Redis'},{'type':'text','id':'u','containerId':'t',"
                        "'x':0,'y':90,'width':9,'height':9,'text':'Kafka'},"
                        "{'type':'arrow','id':'v','x':500,'y':0,'width':1,'height':1,"
                        "'points':[[0,0],[1,1]],'startBinding':{'elementId':'v'},"
                        "'endBinding':{'elementId':'v'}},"
                        "{'type':'text','id':'w','containerId':'w','x':0,'y':900,'width':9,"
                        "'height':9,'text':'note'}"));
    import_expect(*state, "note \"Redis\"");
    import_expect(*state, "note \"note\"");
}

static void kept_settings_that_are_wrong_are_listed(void **state) {
    read(state, FILE_OF("{'type':'rectangle','id':'a','x':0,'y':0,'width':160,'height':80,"
                        "'customData':{'faultline':{'component':{'id':'a','kind':'cache','x':0,"
                        "'y':0,'settings':{'replicas':-1}}}}}," LABEL("a", "Redis")));
    import_expect(*state, "cache redis \"Redis\"");
    import_expect(*state, "unread 2: the settings that were kept here: drawing:2: elements[0]."
                          "customData.faultline.component.settings.replicas: expected a whole "
                          "number from 1 to 10,000, found -1");
}

static void a_copy_of_a_kept_part_gets_an_id_of_its_own(void **state) {
#define KEPT(x)                                                                              \
    "{'type':'rectangle','x':" x ",'y':0,'width':184,'height':66,'customData':{'faultline':" \
    "{'component':{'id':'hot','kind':'cache','label':'Hot','x':0,'y':0}}}}"
    read(state, FILE_OF(KEPT("0") "," KEPT("300")));
    import_expect(*state, "cache hot \"Hot\"");
    import_expect(*state, "cache hot-2 \"Hot\"");
}

/* ---- Refusals ------------------------------------------------------------------------------------ */

static void mistakes_are_named_with_their_line(void **state) {
    refused(state, "", "drawing:1:");
    refused(state, "[]", "drawing:1: expected an object, found an array");
    refused(state, "{'type':'excalidrawlib','elements':[]}", "drawing:1: type: this is a file of");
    refused(state, "{'type':'excalidraw'}", "drawing:1: the key `elements` is missing");
    refused(state, "{'type':'excalidraw','elements':{}}", "elements: expected an array");
    refused(state, FILE_OF("7"), "drawing:2: elements[0]: expected an object, found a number");
    refused(state, FILE_OF("{'type':7}"), "drawing:2: elements[0].type: expected a string");
    refused(state, FILE_OF("{'type':'text','x':'left'}"), "elements[0].x: expected a number");
    refused(state, FILE_OF("{'type':'text','x':1e300}"), "drawing:2: elements[0].x: 1e+300 is out");
    refused(state, FILE_OF("{'type':'text','x':1e999}"), "beyond what a 64-bit float can hold");
    refused(state, FILE_OF("{'type':'text','text':[]}"), "elements[0].text: expected a string");
    refused(state, FILE_OF("{'type':'arrow','points':[[1]]}"), "points[0]: expected a point");
    refused(state, FILE_OF("{'type':'arrow','points':[1]}"), "points[0]: expected an array");
    refused(state, FILE_OF("{'type':'arrow','startBinding':3}"),
            "startBinding: expected an object");
    refused(state, FILE_OF("{'type':'text','customData':3}"), "customData: expected an object");
    refused(state, FILE_OF(BOX("a", "30000000", "0") "," LABEL("a", "API")),
            "drawing:2: (30000080, 40) is too far out");
    refused(state, FILE_OF("{'type':'text'"), "drawing:3:");
    refused(state, "{'type':'excalidraw','elements':[{'type':'text','text':'\\u0000'}]}",
            "drawing:1:");
}

static void giants_are_refused(void **state) {
    TextBuffer text = {0};
    text_append(&text, "{'type':'excalidraw','elements':[\n");
    for (int i = 0; i < 100001; i++) {
        text_append(&text, i > 0 ? ",\n{'type':'line'}" : "{'type':'line'}");
    }
    text_append(&text, "]}");
    refused(state, text_of(&text), "drawing:1: elements: 100001 entries; at most 100000");
    text_clear(&text);
    text_append(&text, "{'type':'excalidraw','elements':");
    for (int i = 0; i < 100000; i++) {
        text_append_char(&text, '[');
    }
    refused(state, text_of(&text), "drawing:1:");
    text_free(&text);
}

static void any_beginning_is_refused(void **state) {
    ImportFixture *fixture = *state;
    Arena arena = {0};
    const char *text =
        support_quotes(&arena, FILE_OF(BOX("a", "0", "0") "," LABEL("a", "API") "," BOX(
                                   "b", "400", "0") "," ARROW("a", "b")));
    for (size_t length = 0; length < strlen(text); length++) {
        char *copy = memory_allocate(length > 0 ? length : 1);
        memcpy(copy, text, length);
        Error error = import_read(IMPORT_EXCALIDRAW, copy, length, "drawing", fixture->catalog,
                                  &fixture->import);
        assert_true(error.code && !fixture->import.design);
        free(copy);
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        import_test(arrows_bound_to_a_label_lead_to_its_shape),
        import_test(an_arrow_to_an_area_is_listed),
        import_test(a_cylinder_is_a_database_unless_its_words_say_otherwise),
        import_test(circles_of_bindings_end),
        import_test(kept_settings_that_are_wrong_are_listed),
        import_test(a_copy_of_a_kept_part_gets_an_id_of_its_own),
        import_test(mistakes_are_named_with_their_line),
        import_test(giants_are_refused),
        import_test(any_beginning_is_refused),
    };
    return cmocka_run_group_tests_name("Excalidraw", tests, NULL, NULL);
}

/* Designs of the shape that service graphs have: a gateway, domains of a few services behind it,
 * each with stores and queues of its own, and calls from one domain to another here and there. */
#include <assert.h>
#include <stdio.h>

#include "support/support.h"

typedef struct Builder {
    Design *design;
    Random *random;
    size_t most;
    ARRAY_OF(size_t) services; /* components that can call others */
} Builder;

static bool chance(Builder *builder, unsigned percent) {
    return random_below(builder->random, 100) < percent;
}

static bool is_full(const Builder *builder) {
    return builder->design->components.count >= builder->most;
}

/* Somewhere on a board of four screens. */
static size_t add(Builder *builder, KindId kind) {
    Design *design = builder->design;
    char id[ID_SIZE];
    snprintf(id, sizeof id, "part-%zu", design->components.count);
    int x = (int)random_below(builder->random, 2800), y = (int)random_below(builder->random, 1800);
    Component *component = component_new(&design->catalog->kinds[kind], id, x, y);
    Element element = {ELEMENT_COMPONENT, {.component = component}};
    Error error = design_put(design, &element, SIZE_MAX);
    assert(!error.code);
    (void)error;
    component_free(component);
    return design->components.count - 1;
}

static void connect(Builder *builder, size_t from, size_t to) {
    Design *design = builder->design;
    char id[ID_SIZE];
    const Component *a = design->components.items[from], *b = design->components.items[to];
    snprintf(id, sizeof id, "line-%zu-%zu", from, to);
    ConnectionKind kind = connection_infer(a, b);
    if (from != to && !design_has_id(design, id) && !connection_check_ends(kind, a, b).code) {
        Connection *connection =
            connection_new(&design->catalog->connections[kind], id, a->id, b->id);
        Element element = {ELEMENT_CONNECTION, {.connection = connection}};
        Error error = design_put(design, &element, SIZE_MAX);
        assert(!error.code);
        (void)error;
        connection_free(connection);
    }
}

/* A component that `from` uses; SIZE_MAX when the design is full. */
static size_t grow(Builder *builder, size_t from, KindId kind) {
    if (is_full(builder)) {
        return SIZE_MAX;
    }
    size_t made = add(builder, kind);
    connect(builder, from, made);
    return made;
}

static void add_queue(Builder *builder, size_t service, size_t store) {
    size_t queue = grow(builder, service, KIND_QUEUE);
    size_t worker = queue == SIZE_MAX ? SIZE_MAX : grow(builder, queue, KIND_WORKER);
    if (worker == SIZE_MAX) {
        return;
    }
    array_push(&builder->services, worker);
    if (chance(builder, 50)) {
        grow(builder, queue, KIND_QUEUE);
    }
    if (chance(builder, 40)) {
        grow(builder, worker, KIND_EXTERNAL);
    } else if (store != SIZE_MAX) {
        connect(builder, worker, store);
    }
}

static void add_belongings(Builder *builder, size_t service) {
    static const KindId STORES[] = {KIND_SQL_DB, KIND_SQL_DB, KIND_KV_STORE, KIND_SEARCH_INDEX,
                                    KIND_OBJECT_STORE};
    size_t store = SIZE_MAX;
    if (chance(builder, 35)) {
        grow(builder, service, KIND_CACHE);
    }
    if (chance(builder, 70)) {
        store = grow(builder, service, STORES[random_below(builder->random, COUNT_OF(STORES))]);
    }
    if (chance(builder, 25)) {
        add_queue(builder, service, store);
    }
    if (chance(builder, 10)) {
        grow(builder, service, KIND_EXTERNAL);
    }
}

static void add_domain(Builder *builder, size_t gateway) {
    size_t others = builder->services.count;
    size_t own = builder->services.count;
    size_t services = 1 + (size_t)random_below(builder->random, 4);
    for (size_t i = 0; i < services; i++) {
        size_t caller = gateway;
        if (i > 0) {
            size_t offset = (size_t)random_below(builder->random, builder->services.count - own);
            caller = builder->services.items[own + offset];
        }
        size_t service = grow(builder, caller, KIND_SERVICE);
        if (service == SIZE_MAX) {
            return;
        }
        array_push(&builder->services, service);
        add_belongings(builder, service);
        if (others > 0 && chance(builder, 30)) {
            size_t other = builder->services.items[random_below(builder->random, others)];
            connect(builder, service, other);
        }
    }
}

Design *support_service_graph(const Catalog *catalog, Random *random, size_t components) {
    Builder builder = {.design = design_new(catalog), .random = random, .most = components};
    size_t client = add(&builder, KIND_CLIENT);
    size_t gateway = grow(&builder, client, KIND_API_GATEWAY);
    while (!is_full(&builder)) {
        add_domain(&builder, gateway);
    }
    array_free(&builder.services);
    return builder.design;
}

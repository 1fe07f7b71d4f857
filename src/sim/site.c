/* Each operation at each component, and the steps from there: looked up once, when a run is set up,
 * and told anew what the faults do to it whenever one begins or ends. */
#include <stdlib.h>

#include "sim/run.h"

static Hop hop_of(Run *run, int64_t delay_ns) {
    return (Hop){delay_ns, delay_ns > 0 ? event_queue_lane(&run->events, delay_ns) : NO_LANE};
}

static void make_ways(Run *run, const Site *site, Way *ways) {
    const Plan *plan = run->plan;
    for (uint32_t s = 0; s < site->route->step_count; s++) {
        const PlanStep *step = &plan->steps[site->route->first_step + s];
        const PlanConnection *connection = &plan->connections[step->connection];
        ways[s] = (Way){.step = step,
                        .plan = connection,
                        .state = &run->connections[step->connection],
                        .callee = run_site(run, site->operation, connection->to),
                        .back = hop_of(run, connection->half_rtt_ns)};
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static uint32_t lines_of(const Plan *plan, const PlanComponent *component) {
    return component->scheduling == SCHEDULING_PRIORITY ? plan->operation_count : 1;
}

/* Operations of one priority share a line: the place of the first of them in the order of urgency,
 * which leaves the lines of the others empty. */
static uint32_t line_of(const Plan *plan, const PlanComponent *component, uint32_t operation) {
    uint32_t line = 0;
    for (uint32_t o = 0; o < plan->operation_count && lines_of(plan, component) > 1; o++) {
        line += plan->operations[o].source->priority < plan->operations[operation].source->priority;
    }
    return line;
}

static void make_lines(Run *run) {
    const Plan *plan = run->plan;
    size_t total = 0, next = 0;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        const PlanComponent *component = &plan->components[c];
        total += (size_t)component->station_count * lines_of(plan, component);
    }
    run->lines = memory_allocate(total * sizeof *run->lines);
    for (uint32_t c = 0; c < plan->component_count; c++) {
        const PlanComponent *component = &plan->components[c];
        for (uint32_t s = 0; s < component->station_count; s++) {
            run->stations[component->first_station + s].lines = &run->lines[next];
            next += lines_of(plan, component);
        }
    }
}

/* ---------------------------------------------------------------------------------------------- */

void sites_make(Run *run) {
    const Plan *plan = run->plan;
    size_t count = (size_t)plan->operation_count * plan->component_count;
    run->sites = memory_allocate(count * sizeof *run->sites);
    run->ways = memory_allocate(plan->step_count * sizeof *run->ways);
    make_lines(run);
    for (size_t i = 0; i < count; i++) {
        uint32_t operation = (uint32_t)(i / plan->component_count);
        uint32_t component = (uint32_t)(i % plan->component_count);
        const PlanRoute *route = &plan->routes[i];
        Way *ways = &run->ways[route->first_step];
        run->sites[i] = (Site){.plan = &plan->components[component],
                               .state = &run->components[component],
                               .route = route,
                               .ways = ways,
                               .operation = operation,
                               .component = component,
                               .line = line_of(plan, &plan->components[component], operation),
                               .is_write = plan->operations[operation].source->is_write};
        Site *site = &run->sites[i];
        uint32_t key = plan->operations[operation].key;
        site->locks = site->plan->is_store && site->is_write;
        site->versioned = site->plan->is_store && key != NO_INDEX &&
                          plan->versioned[(size_t)component * plan->key_count + key];
        make_ways(run, &run->sites[i], ways);
        site->may_miss = site->plan->is_cache;
        for (uint32_t s = 0; s < route->step_count; s++) {
            site->may_miss |= ways[s].step->looks_up;
        }
        site->is_leaf = route->step_count == 0 && !site->plan->is_store && !site->plan->is_cache &&
                        !site->plan->forwards && !site->plan->is_source;
        if (route->step_count > 0) {
            run->sites[i].asks_cache = run->components[ways[0].plan->to].cache;
        }
    }
}

void sites_free(Run *run) {
    free(run->lines);
    free(run->sites);
    free(run->ways);
}

/* ---- Faults ---------------------------------------------------------------------------------- */

static void renew_way(Run *run, Way *way) {
    const PlanConnection *plan = way->plan;
    const Modifiers *here = &way->state->modifiers;
    const Modifiers *from = &run->components[plan->from].modifiers;
    const Modifiers *to = &run->components[plan->to].modifiers;
    double error = here->error;
    uint32_t cut = here->cut + from->cut + to->cut;
    int64_t extra_ns = here->extra_ns + to->extra_ns;
    bool loses_reply = here->drop > 0.0 || to->drop > 0.0;
    if (run->plan->components[plan->from].is_source) {
        const Modifiers *operation = &run->operations[way->callee->operation].modifiers;
        error = 1.0 - (1.0 - error) * (1.0 - operation->error);
        cut += operation->cut;
        extra_ns += operation->extra_ns;
        loses_reply |= operation->drop > 0.0;
    }
    way->error = error;
    way->cut = cut > 0;
    way->there = hop_of(run, (int64_t)((double)plan->half_rtt_ns * here->slow) + extra_ns);
    way->loses_reply = loses_reply;
}

void sites_renew(Run *run) {
    const Plan *plan = run->plan;
    size_t count = (size_t)plan->operation_count * plan->component_count;
    for (size_t i = 0; i < count; i++) {
        Site *site = &run->sites[i];
        const Modifiers *here = &site->state->modifiers;
        const Modifiers *operation = &run->operations[site->operation].modifiers;
        site->slow = here->slow * operation->slow;
        site->work_slow = site->slow * site->route->work;
        site->closed = here->cut + here->hold + operation->hold > 0;
    }
    for (uint32_t s = 0; s < plan->step_count; s++) {
        renew_way(run, &run->ways[s]);
    }
}

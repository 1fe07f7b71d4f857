/* Faults: what they hit when they begin, and how it is undone when they end. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run.h"

static bool is_component_target(const Run *run, const Fault *fault, uint32_t component) {
    const PlanComponent *plan = &run->plan->components[component];
    if (fault->target == FAULT_TARGET_KIND) {
        return strcmp(fault->target_id, kind_name(plan->kind)) == 0;
    }
    return fault->target == FAULT_TARGET_COMPONENT && strcmp(fault->target_id, plan->id) == 0;
}

/* A key's operations are those that are about it. */
static bool is_operation_target(const Run *run, const Fault *fault, uint32_t operation) {
    const Operation *source = run->plan->operations[operation].source;
    if (fault->target == FAULT_TARGET_OPERATION) {
        return strcmp(fault->target_id, source->id) == 0;
    }
    return fault->target == FAULT_TARGET_KEY && strcmp(fault->target_id, source->key) == 0;
}

static double either(double a, double b) {
    return 1.0 - (1.0 - a) * (1.0 - b);
}

/* Returns how many of the fault's effects mean something to a call or a server. */
static int modify(Modifiers *modifiers, const Fault *fault) {
    modifiers->slow *= fault->slow_factor;
    modifiers->error = either(modifiers->error, fault->error_pct / 100.0);
    modifiers->drop = either(modifiers->drop, fault->drop_reply_pct / 100.0);
    modifiers->extra_ns += (int64_t)(fmin(fault->extra_ms, 1e9) * NS_IN_MS);
    modifiers->cut += fault->cut;
    return (fault->slow_factor != 1.0) + (fault->error_pct > 0.0) + (fault->drop_reply_pct > 0.0) +
           (fault->extra_ms > 0.0) + fault->cut;
}

static int modify_messages(Modifiers *modifiers, const Fault *fault) {
    modifiers->duplicate = either(modifiers->duplicate, fault->duplicate_pct / 100.0);
    modifiers->poison = either(modifiers->poison, fault->poison_pct / 100.0);
    return (fault->duplicate_pct > 0.0) + (fault->poison_pct > 0.0);
}

static int modify_sources(Run *run, const Fault *fault, KindId kind, double *factors) {
    int effects = 0;
    for (uint32_t o = 0; o < run->plan->operation_count && fault->rate_factor != 1.0; o++) {
        if (run->plan->operations[o].source->from == kind) {
            factors[o] *= fault->rate_factor;
            effects++;
        }
    }
    return effects;
}

static uint32_t share_of(double percent, uint32_t count) {
    return (uint32_t)(percent / 100.0 * count + 0.5);
}

static bool in_lost_zone(const Fault *fault, const PlanComponent *plan, uint32_t machine) {
    return fault->zone_down && machine % plan->zones == 0;
}

/* One replica of a scheduler is enough to start all that is due. */
static int modify_scheduler(Modifiers *modifiers, const Fault *fault, const PlanComponent *plan) {
    uint32_t lost = 0;
    for (uint32_t i = 0; i < plan->replicas; i++) {
        lost += i < share_of(fault->down_pct, plan->replicas) || in_lost_zone(fault, plan, i);
    }
    modifiers->cut += lost == plan->replicas;
    return lost > 0;
}

static int modify_component(Run *run, const Fault *fault, uint32_t component, double *factors) {
    const PlanComponent *plan = &run->plan->components[component];
    ComponentState *state = &run->components[component];
    if (plan->is_source) {
        state->modifiers.cut += fault->cut;
        state->modifiers.hold += fault->hold;
        return fault->cut + fault->hold + modify_sources(run, fault, plan->kind, factors) +
               (plan->kind == KIND_SCHEDULER ? modify_scheduler(&state->modifiers, fault, plan)
                                             : 0);
    }
    if (plan->kind == KIND_OBSERVABILITY) {
        return 0;
    }
    int effects = modify(&state->modifiers, fault);
    if (plan->is_broker) {
        effects += modify_messages(&state->modifiers, fault) + (fault->down_pct > 0.0);
        state->broker_down = either(state->broker_down, fault->down_pct / 100.0);
        return effects;
    }
    return effects + (fault->down_pct > 0.0) + fault->zone_down + (fault->flush && plan->is_cache);
}

static int modify_operation(Run *run, const Fault *fault, uint32_t operation, double *factors) {
    Modifiers *modifiers = &run->operations[operation].modifiers;
    factors[operation] *= fault->rate_factor;
    modifiers->hold += fault->hold;
    return fault->hold + modify(modifiers, fault) + modify_messages(modifiers, fault) +
           (fault->rate_factor != 1.0);
}

static int modify_key(Run *run, const Fault *fault) {
    int effects = 0;
    for (uint32_t k = 0; k < run->plan->key_count && fault->hot_key_pct > 0.0; k++) {
        if (fault->target == FAULT_TARGET_KEY &&
            strcmp(run->plan->scenario->keys[k].id, fault->target_id) == 0) {
            run->key_hot[k] = either(run->key_hot[k], fault->hot_key_pct / 100.0);
            effects++;
        }
    }
    return effects;
}

static int apply(Run *run, const Fault *fault, double *factors) {
    int effects = modify_key(run, fault);
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        if (is_component_target(run, fault, c)) {
            effects += modify_component(run, fault, c, factors);
        }
    }
    for (uint32_t e = 0; e < run->plan->connection_count; e++) {
        if (fault->target == FAULT_TARGET_CONNECTION &&
            strcmp(run->plan->connections[e].id, fault->target_id) == 0) {
            Modifiers *modifiers = &run->connections[e].modifiers;
            effects += modify(modifiers, fault) + modify_messages(modifiers, fault);
        }
    }
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        if (is_operation_target(run, fault, o)) {
            effects += modify_operation(run, fault, o, factors);
        }
    }
    return effects;
}

/* All modifiers anew from the faults of the moment, so that nothing is left behind by one that has
 * ended. */
static void renew_modifiers(Run *run) {
    static const Modifiers NONE = {.slow = 1.0};
    double *factors = memory_allocate(run->plan->operation_count * sizeof *factors);
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        run->components[c].modifiers = NONE;
        run->components[c].broker_down = 0.0;
    }
    for (uint32_t e = 0; e < run->plan->connection_count; e++) {
        run->connections[e].modifiers = NONE;
    }
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        run->operations[o].modifiers = NONE;
        factors[o] = 1.0;
    }
    for (uint32_t k = 0; k < run->plan->key_count; k++) {
        run->key_hot[k] = 0.0;
    }
    for (size_t f = 0; f < run->fault_count; f++) {
        ActiveFault *active = &run->faults[f];
        if (active->active && apply(run, active->fault, factors) > 0) {
            active->applied = true;
        }
    }
    sites_renew(run);
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        source_set_factor(run, &run->operations[o].source, factors[o]);
    }
    free(factors);
}

/* ---- Outages --------------------------------------------------------------------------------- */

static void note_outage(ActiveFault *active, uint32_t component, uint32_t station,
                        uint32_t machines) {
    Outage outage = {
        .fault = active, .component = component, .station = station, .machines = machines};
    array_push(&active->outages, outage);
}

static void find_replica_outages(Run *run, ActiveFault *active, uint32_t component) {
    const PlanComponent *plan = &run->plan->components[component];
    const Fault *fault = active->fault;
    uint32_t count = plan->dispatch == DISPATCH_SHARED_QUEUE
                         ? plan->machines + run->components[component].scaling
                         : run->components[component].stations;
    uint32_t down = share_of(fault->down_pct, count);
    uint32_t lost = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i < down || in_lost_zone(fault, plan, i)) {
            lost++;
            if (plan->dispatch != DISPATCH_SHARED_QUEUE) {
                note_outage(active, component, i, 1);
            }
        }
    }
    if (lost > 0 && plan->dispatch == DISPATCH_SHARED_QUEUE) {
        note_outage(active, component, NO_INDEX, lost);
    }
}

/* The first copy of every partition goes before the second of any. */
static void find_partition_outages(Run *run, ActiveFault *active, uint32_t component) {
    const PlanComponent *plan = &run->plan->components[component];
    const Fault *fault = active->fault;
    uint32_t down = share_of(fault->down_pct, plan->station_count);
    for (uint32_t i = 0; i < plan->station_count; i++) {
        uint32_t partition = i % plan->partitions;
        uint32_t copy = i / plan->partitions;
        if (i < down || in_lost_zone(fault, plan, partition + copy)) {
            note_outage(active, component, partition * plan->copies + copy, 1);
        }
    }
}

/* Machine 0 is the primary, then come the standbys, then the read replicas. */
static void find_database_outages(Run *run, ActiveFault *active, uint32_t component) {
    const PlanComponent *plan = &run->plan->components[component];
    const Fault *fault = active->fault;
    uint32_t count = plan->replicas + plan->station_count - 1;
    uint32_t down = share_of(fault->down_pct, count);
    uint32_t standbys = plan->replicas - 1;
    for (uint32_t i = 0; i < count; i++) {
        bool lost = i < down || in_lost_zone(fault, plan, i);
        if (lost && (i == 0 || i >= plan->replicas)) {
            note_outage(active, component, i == 0 ? 0 : i - plan->replicas + 1, 1);
        }
        standbys -= lost && i > 0 && i < plan->replicas;
    }
    for (size_t i = 0; i < active->outages.count; i++) {
        Outage *outage = &active->outages.items[i];
        if (outage->component == component && outage->station == 0) {
            outage->has_standby = standbys > 0;
        }
    }
}

static void find_outages(Run *run, ActiveFault *active) {
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        if (!is_component_target(run, active->fault, c)) {
            continue;
        }
        switch (run->plan->components[c].layout) {
        case LAYOUT_NONE:
            break;
        case LAYOUT_REPLICAS:
            find_replica_outages(run, active, c);
            break;
        case LAYOUT_DATABASE:
            find_database_outages(run, active, c);
            break;
        case LAYOUT_PARTITIONS:
            find_partition_outages(run, active, c);
            break;
        }
    }
}

static void change_outage(Run *run, const Outage *outage, bool down) {
    if (outage->station != NO_INDEX) {
        server_set_down(run, outage->component, outage->station, down);
        return;
    }
    uint32_t machines = run->components[outage->component].machines_down;
    server_set_machines_down(
        run, outage->component,
        down ? machines + outage->machines
             : machines - (machines < outage->machines ? machines : outage->machines));
}

static void begin_outages(Run *run, ActiveFault *active) {
    if (active->fault->down_pct <= 0.0 && !active->fault->zone_down) {
        return;
    }
    find_outages(run, active);
    for (size_t i = 0; i < active->outages.count; i++) {
        Outage *outage = &active->outages.items[i];
        change_outage(run, outage, true);
        if (outage->has_standby) {
            int64_t wait = run->plan->components[outage->component].failover_ns;
            event_queue_push(&run->events, run->now + wait, EVENT_FAILOVER, outage);
        }
    }
}

void fault_fail_over(Run *run, Outage *outage) {
    if (outage->fault->active) {
        outage->taken_over = true;
        change_outage(run, outage, false);
    }
}

static void end_outages(Run *run, ActiveFault *active) {
    for (size_t i = 0; i < active->outages.count; i++) {
        if (!active->outages.items[i].taken_over) {
            change_outage(run, &active->outages.items[i], false);
        }
    }
}

/* ---------------------------------------------------------------------------------------------- */

static void flush_caches(Run *run, const Fault *fault) {
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        if (run->components[c].cache && is_component_target(run, fault, c)) {
            cache_flush(run, c);
        }
    }
}

void fault_turn(Run *run, ActiveFault *active) {
    active->active = !active->active;
    run->active_faults = active->active ? run->active_faults + 1 : run->active_faults - 1;
    renew_modifiers(run);
    if (active->active) {
        begin_outages(run, active);
        if (active->fault->flush) {
            flush_caches(run, active->fault);
        }
        int64_t lasts = (int64_t)(active->fault->for_s * NS_IN_S);
        event_queue_push(&run->events, run->now + lasts, EVENT_FAULT, active);
        active->why = active->applied ? NULL : "nothing in the design is what it strikes";
    } else {
        end_outages(run, active);
    }
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        if (run->plan->components[c].is_broker) {
            broker_wake(run, c);
        }
    }
    sources_release(run);
}

static bool is_chosen(const SimOptions *options, const char *id) {
    for (size_t i = 0; i < options->fault_count; i++) {
        if (strcmp(options->faults[i], id) == 0) {
            return true;
        }
    }
    return options->fault_count == 0;
}

void faults_start(Run *run, const SimOptions *options) {
    const Scenario *scenario = run->plan->scenario;
    run->faults = memory_allocate(scenario->fault_count * sizeof *run->faults);
    for (size_t f = 0; f < scenario->fault_count && options->with_faults; f++) {
        if (is_chosen(options, scenario->faults[f].id)) {
            ActiveFault *active = &run->faults[run->fault_count++];
            active->fault = &scenario->faults[f];
            active->why = "it begins after the end of the run";
            int64_t at = (int64_t)(active->fault->at_s * NS_IN_S);
            if (at < run->end) {
                event_queue_push(&run->events, at, EVENT_FAULT, active);
            }
        }
    }
    renew_modifiers(run);
}

void faults_free(Run *run) {
    for (size_t f = 0; f < run->fault_count; f++) {
        array_free(&run->faults[f].outages);
    }
    free(run->faults);
}

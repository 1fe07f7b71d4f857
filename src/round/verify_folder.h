/* What lies in a scenario's folder: the scenario, its designs, and what is expected of them. */
#ifndef FAULTLINE_ROUND_VERIFY_FOLDER_H
#define FAULTLINE_ROUND_VERIFY_FOLDER_H

#include "model/expectations.h"

/* A design of the folder, with the load that it is meant for. */
typedef struct VerifyDesign {
    const char *file;
    Design *design; /* NULL: it cannot be read, and `error` says why */
    Error error;
    const Scenario *scenario;
} VerifyDesign;

typedef struct VerifyFolder {
    Arena arena;
    const char *path;
    Scenario *scenario;
    Expectations *expectations; /* NULL: it cannot be read */
    Error expectations_error;
    VerifyDesign reference, naive;
    VerifyDesign *variants; /* each file of the expectations once, in their order */
    size_t variant_count;
    VerifyDesign *curveballs; /* as many as the scenario has */
    Scenario **after;         /* of each curveball */
    const char *unused;       /* a design of the folder that none of these is, or NULL */
} VerifyFolder;

/* Fails when the scenario cannot be read. */
Error verify_folder_load(const char *path, const Catalog *catalog, VerifyFolder *folder);
void verify_folder_free(VerifyFolder *folder);

#endif

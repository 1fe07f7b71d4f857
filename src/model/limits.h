/* The limits of the formats (docs/FORMATS.md), checked before memory is taken. */
#ifndef FAULTLINE_MODEL_LIMITS_H
#define FAULTLINE_MODEL_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 16 * 1024 * 1024, /* of a design, a scenario, a catalogue */
    LIMIT_VALUES = 2000000, /* JSON values in a document, each brace and each number one */
    LIMIT_COMPONENTS = 10000,
    LIMIT_CONNECTIONS = 40000,
    LIMIT_AREAS = 10000,
    LIMIT_NOTES = 10000,
    LIMIT_DEPTH = 64,
    LIMIT_TEXT_BYTES = 4096,     /* a label, a note, a reason, any one text of the answers */
    LIMIT_LIST = 1000,           /* entries of a list in the answers or a scenario */
    LIMIT_COORDINATE = 10000000, /* canvas units from the origin */
    ID_SIZE = 65                 /* 64 characters and the NUL */
};

#endif

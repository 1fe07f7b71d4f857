/* The version of the program. */
#ifndef FAULTLINE_BASE_VERSION_H
#define FAULTLINE_BASE_VERSION_H

const char *version_text(void); /* "0.1.0" */

#endif

/* What must hold of a part before it may stand in a design. */
#ifndef FAULTLINE_MODEL_DESIGN_CHECK_H
#define FAULTLINE_MODEL_DESIGN_CHECK_H

#include "model/design.h"

/* Whether the design still holds what design.h promises after the element is put into it. */
Error design_check_element(const Design *design, const Element *element);

/* Whether there is a component with this id; the error names the nearest one. */
Error design_check_component_exists(const Design *design, const char *id);

#endif

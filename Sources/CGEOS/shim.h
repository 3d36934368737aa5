// The reentrant C API only: without this the non-reentrant functions are visible too.
#define GEOS_USE_ONLY_R_API 1
#include <geos_c.h>

#if HiGHS
import CHiGHS

/// The version of the HiGHS library in use, such as 1.15.1; nil in a build without it.
package let highsVersion: String? = Highs_version().map { String(cString: $0) }
#else
/// nil: this build is without HiGHS.
package let highsVersion: String? = nil
#endif

#if GDAL
import CGDAL

/// The version of the GDAL library in use, such as 3.6.2; nil in a build without it.
package let gdalVersion: String? = String(cString: GDALVersionInfo("RELEASE_NAME"))
#else
/// nil: this build is without GDAL.
package let gdalVersion: String? = nil
#endif

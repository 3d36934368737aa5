import CGEOS

/// The version of the GEOS library in use, such as “3.11.1-CAPI-1.17.1”.
package var geosVersion: String { String(cString: GEOSversion()) }

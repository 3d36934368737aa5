import CPROJ

/// The version of the PROJ library in use, such as “9.1.1”.
package var projVersion: String { String(cString: proj_info().version) }

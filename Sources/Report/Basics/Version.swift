/// The version of the tool, one place for the manifest and `--version`.
package let toolVersion = "0.1.0"

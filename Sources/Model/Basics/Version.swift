/// The version of the tool, one place for the manifest, `--version` and the key of tiles.
package let toolVersion = "0.1.0"

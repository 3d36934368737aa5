// DataQuality

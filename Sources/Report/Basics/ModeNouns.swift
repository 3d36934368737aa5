import Model
import Words

/// A mode that every analysis has; one of the file's own stands as it is.
func modeNoun(_ mode: String) -> Bilingual { TravelMode(rawValue: mode).words }

import Model

/// What one rule does: a row of the table in `docs/quality-gate.md`.
package struct QualityRuleRow: Hashable, Sendable {
  package var rule: QualityRule
  /// Those that its findings may have, the severest first.
  package var severities: [QualityFinding.Severity]
  /// When it speaks, with its numbers.
  package var threshold: String
  package var fix: String

  /// A line of a Markdown table.
  package var markdown: String {
    "| `\(rule.rawValue)` | \(severities.map(\.rawValue).joined(separator: ", ")) | \(threshold) | \(fix) |"
  }
}

/// All rules, in the order of ``QualityRule``.
package func qualityRuleTable() -> [QualityRuleRow] {
  QualityRule.allCases.map { rule in
    let (severities, threshold, fix) = description(rule)
    return QualityRuleRow(rule: rule, severities: severities, threshold: threshold, fix: fix)
  }
}

private func meters(_ limit: Meters) -> String { "\(plain(limit.value)) m" }

private func description(
  _ rule: QualityRule
) -> (severities: [QualityFinding.Severity], threshold: String, fix: String) {
  typealias Limits = QualityLimits
  switch rule {
  case .reading: return ([.warning, .note], "what a reader of files notes by the way", "as the message says")
  case .encoding: return ([.note], "a text file is not UTF-8 and nothing states its encoding", "state `encoding`")
  case .datum:
    return (
      [.error, .warning, .note],
      "nothing states the reference system, or the places contradict it ([datum guard](datum-guard.md))",
      "write `crs` under the layer"
    )
  case .emptyLayer: return ([.warning], "a named layer without a record", "check the file and the `filter`")
  case .mixedGeometry:
    return (
      [.warning, .note],
      "records of a kind that the layer does not use (boundary, area: polygons; roads: lines; water, barriers: lines and "
        + "polygons); a note where used kinds stand side by side", "leave them out with a `filter`"
    )
  case .missingGeometry:
    return ([.warning], "records without geometry in roads, water, barriers, boundary or area", "draw them")
  case .memory:
    return (
      [.warning], "the estimate exceeds the memory of the machine or of one of its control groups",
      "lower the cutoff, the candidates or the demand points"
    )
  case .invalidGeometry:
    return (
      [.error, .warning],
      "a polygon breaks the rules of OGC; told are the fault, its place and the area before and after. A hole outside its "
        + "shell is dropped. An error where it crosses itself more than 20,000 times",
      "repair it in the GIS"
    )
  case .overlap:
    return (
      [.warning],
      "two communities share \(plain(Limits.sharedPart * 100)) % or more of the smaller one's area, or are drawn alike: "
        + "those who live there are counted once for each; told is how many, when people are spread evenly",
      "remove one of the two, or draw the border between them"
    )
  case .noLength: return ([.warning], "a route of 0 m", "draw it again")
  case .longJump:
    return (
      [.warning], "a route with two neighbouring points \(plain(Limits.longJump.value / 1000)) km apart or more",
      "correct or remove the point"
    )
  case .swappedCoordinates:
    return (
      [.error],
      "more than half of a layer lies outside, and more than half inside with longitude and latitude exchanged",
      "put longitude first"
    )
  case .outsideBoundary:
    return (
      [.error, .warning],
      "a record outside the boundary (without one, farther outside the extent of the roads than `circle.snap_limit`); one "
        + "finding for the layer when it is more than half of it: an error for stations and candidates, but not for one or "
        + "two of them near the roads", "correct the position or the layer's `crs`"
    )
  case .beyondRoads:
    return (
      [.error], "a station more than \(plain(Limits.beyondRoads))° (2 km) beyond the extent of the roads",
      "correct its position"
    )
  case .duplicateRecord:
    return (
      [.warning],
      "the same name, or the same in another writing, nearer than \(meters(Limits.sameRecord)) to an earlier record of "
        + "the layer (workers: of the same trade)", "remove one of the two"
    )
  case .coLocated:
    return (
      [.warning, .note],
      "stations of different names nearer than \(meters(Limits.samePlace)); a note for candidates, also beside a station",
      "remove one if it is the same place"
    )
  case .candidateIsStation: return ([.note], "a candidate with the id and place of a station", "nothing to do")
  case .excludedCandidate:
    return ([.warning], "a candidate inside an exclusion; it is left out", "correct the exclusion")
  case .similarID:
    return (
      [.warning], "ids of a layer that differ in width, case, accents or traditional characters only",
      "give one another id"
    )
  case .similarName:
    return (
      [.warning, .note],
      "names of a layer with one normal form (below): a warning nearer than \(meters(Limits.sameName)); a note farther "
        + "away, and where a writing stands several times", "write the names one way, or remove one record"
    )
  case .noService:
    return ([.warning], "a station without a service; one finding when none has any", "fill in the services")
  case .unknownService:
    return (
      [.warning, .note],
      "a word that is none of the six and is not counted; a warning up to \(Limits.slipOfLetters) letters from one of them",
      "write one of the six, or list it under `coverage.services`"
    )
  case .unofferedService: return ([.note], "a counted service that no station offers", "fill in the services")
  case .unknownKind:
    return ([.warning], "a kind of `coverage.full_set` that no station has", "correct the word")
  case .unknownSupply:
    return ([.warning], "`coverage.access.supply` that no station states", "name the field, or set it to one")
  case .townDiffers:
    return (
      [.note], "communities of one name in different towns", "correct the town where they are one community"
    )
  case .unreadableHours:
    return ([.warning], "hours that are not understood (below), with the place and the reason", "write what is told")
  case .neverOpen:
    return ([.warning], "hours without an open minute in the ten years from 2026, such as `off`", "correct the hours")
  case .unknownTrade:
    return ([.warning], "a trade of `circle.modes` or `circle.cutoffs` that no firm or route has", "correct the word")
  case .unknownProfile:
    return ([.warning], "a profile of a group that no demand belongs to", "correct the word")
  case .unknownRoad:
    return ([.warning], "a name of `coverage.corridors` that no street has", "correct the name")
  case .missingWeight:
    return (
      [.error, .warning], "no record has a weight (error); a single one has none and counts 1 (warning)",
      "name the field under `weight`, or write `weight: 1`"
    )
  case .zeroWeight: return ([.note], "a weight of 0", "fill it in if people are there")
  case .absurdWeight:
    return (
      [.warning],
      "more than \(plain(Limits.mostResidents)) residents, \(plain(Limits.mostHeads)) heads or "
        + "\(plain(Limits.mostTrips)) trips a day; among \(Limits.fewestWeights) or more weights above 0 also "
        + "\(plain(Limits.weightTimes)) times the median or more, or 1/\(plain(Limits.weightParts)) or less, where that is "
        + "\(plain(Limits.weightDeviations)) robust deviations of the logarithms away", "check the unit (people, or 万)"
    )
  case .weightTotal:
    return (
      [.warning], "the weights sum to more than \(plain(Limits.totalTolerance * 100)) % off `inputs.….total`",
      "check the field, the unit, missing and repeated records"
    )
  case .extraMinutes:
    return ([.error, .warning], "negative extra minutes; a warning when they exceed the cutoff", "give minutes")
  case .profileSum:
    return (
      [.warning], "shares of a profile that sum neither to 1 over the week nor to 1 over each day",
      "make them sum to 1; they are counted in proportion"
    )
  case .populationValue:
    return (
      [.warning],
      "`inputs.population` has negative cells (they count as 0), cells of more than a thousand million, a highest "
        + "number like 65535 in ten cells or more, several bands without a choice, buildings without a number of storeys "
        + "(one is taken) or records without people",
      "state the mark of missing cells, the band, the storeys"
    )
  case .populationPlace:
    return (
      [.warning],
      "communities in which `inputs.population` has nobody (their residents are shared out as without it), or points and "
        + "buildings outside every community",
      "give the population of the whole district, or correct the outlines"
    )
  case .coarsePopulation:
    return ([.warning], "cells of `inputs.population` larger than a community", "give a finer raster, or buildings")
  case .populationTotal:
    return (
      [.warning],
      "`inputs.population` has more than twice or less than half the residents of the communities in which it has people, "
        + "less than 5 m² of floor for a resident, or more than 1000 residents for a point",
      "check its unit (people per cell, not per km²), its year and the residents; give all buildings"
    )
  case .badTrack:
    return (
      [.warning],
      "a recorded track of which nothing is used (one point, wholly off the streets, times that run backwards, too fast for "
        + "the mode), or that is read without its times; by its record number alone", "as the message says"
    )
  case .trackPoints:
    return (
      [.warning],
      "points of recorded tracks that name no track; a track more than a tenth of whose points are left out (unreadable, "
        + "back in time, out of reach)", "mend them at the recorder, or leave the track out"
    )
  case .trackOrder:
    return (
      [.note], "points of a track whose order is not that of their times; they are sorted",
      "nothing if the times are right"
    )
  case .tracksWithheld:
    return (
      [.note],
      "how many metres of street fewer than `coverage.least_trips` recorded tracks pass: they are left out "
        + "([tracks](tracks.md))", "nothing to do"
    )
  case .streets:
    return (
      [.note], "what building the street network left out or joined, by reason", "nothing, unless the number surprises"
    )
  case .streetWords:
    return (
      [.warning, .note], "words for class or direction that nobody knows; a note where they are read as usual",
      "say what they mean under `inputs.roads`"
    )
  case .noding:
    return (
      [.warning, .note], "what joining street lines did and nearly did ([streets from lines](line-roads.md))",
      "look at the places"
    )
  case .islands:
    return (
      [.note],
      "parts of the network with less than 5 km that are not the largest; the \(Limits.namedIslands) longest have a place",
      "join streets that meet"
    )
  case .offNetwork:
    return (
      [.warning],
      "a site, firm or point community without a street within `circle.snap_limit`, or only across water or a "
        + "barrier", "correct its position, or load the streets"
    )
  case .snapDistance:
    return (
      [.warning, .note],
      "a site farther than \(meters(Limits.remarkableSnap)) from its street; firms and point communities in one note",
      "check its position"
    )
  case .acrossBarrier:
    return (
      [.warning], "the street nearest to a site lies across water or a barrier; the next on its own side is used",
      "check its position, or load the bridge"
    )
  case .onIsland:
    return (
      [.warning, .note],
      "the street of a site, firm or point community is an island; a note where a nearer island was passed over for a site",
      "join the street to the network"
    )
  case .oneWayPart:
    return (
      [.warning, .note],
      "on the street of a site, firm or point community one-ways or turn rules let no trip of the asked direction come or "
        + "go; a note where such a street was passed over", "correct the one-ways"
    )
  case .offGround:
    return (
      [.note],
      "the street of a site is a bridge, a tunnel or lies on another level, or a nearer one that is (or a ferry) was "
        + "passed over", "nothing, unless its door is up or down there"
    )
  case .noStreetInside:
    return ([.warning], "no street runs through a community's polygon", "load roads that cover it")
  case .patrol:
    return (
      [.note],
      "streets in no community or outside the area, and communities without an outline, which `coverage.patrol` leaves out",
      "give outlines"
    )
  }
}

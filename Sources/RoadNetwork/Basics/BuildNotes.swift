/// What was left out or joined while a graph was built, by reason: for the quality table.
package struct BuildNotes: Hashable, Sendable {
  package enum Reason: String, Hashable, CaseIterable, Sendable {
    /// The way is no street (no class tag of the mode).
    case notAStreet = "not-a-street"
    /// The class is not for this mode.
    case classClosed = "class-closed"
    /// A class word that the table does not know. Ways are left out; records of a line layer are taken as streets.
    case classUnknown = "class-unknown"
    /// An access tag closes it.
    case accessClosed = "access-closed"
    /// Fewer than two places.
    case tooShort = "too-short"
    /// A node the file does not hold; the way is cut there.
    case missingNode = "missing-node"
    /// The same place twice in a row.
    case repeatedPlace = "repeated-place"
    /// A piece of street between the same two nodes as another; the better one counts each way.
    case duplicateSegment = "duplicate-segment"
    /// An end moved to a place within the tolerance.
    case endJoined = "end-joined"
    /// The outline of an area, walked like a street.
    case areaOutline = "area-outline"
    /// An area drawn as a relation of which the file holds a part only; that part of its outline is walked.
    case areaIncomplete = "area-incomplete"
    /// A coordinate that is not finite or no longitude and latitude.
    case badCoordinate = "bad-coordinate"
    /// A weight, height, width or length limit below the vehicle's own.
    case vehicleTooLarge = "vehicle-too-large"
    /// A node that stops the mode: a bollard for trucks, a locked gate.
    case barrier
    /// A speed limit that is no number with a unit, such as `CN:urban`; ignored.
    case speedUnreadable = "speed-unreadable"
    /// A duty to push in one direction of a street open both ways; ignored.
    case oneDirection = "one-direction"
    /// Tags of access, one-way, speed or size that hold at times only; not heeded.
    case tagAtTimes = "tag-at-times"
    /// A weight or size limit that cannot be read; the street is closed to the vehicle, which may be too large.
    case limitUnreadable = "limit-unreadable"
    /// A piece of street cut at a barrier, or taken away inside a closed area.
    case barrierCrossed = "barrier-crossed"
    /// A street beyond the elevation model or beside its holes, taken as level.
    case heightMissing = "height-missing"
    /// A street for destinations only, which no trip passes through.
    case destinationOnly = "destination-only"
    /// A private street: those who live there use it, no trip passes through.
    case privateStreet = "private-street"
    /// A private gate, likewise.
    case privateGate = "private-gate"
    /// A private gate where streets meet; the street through stays open.
    case gateAtJunction = "gate-at-junction"
    /// A turn restriction that holds at times only; not heeded.
    case turnAtTimes = "turn-at-times"
    /// A turn restriction without its members, with an unknown word, or with ways that do not meet; not heeded.
    case turnUnusable = "turn-unusable"
  }

  package struct Entry: Hashable, Sendable {
    package var count = 0
    /// The first record (line layer) or way id (OpenStreetMap) concerned.
    package var firstRecord: Int64 = 0
    /// The first of them, that one included; only that one in a saved graph.
    package var records: [Int64] = []

    package static func == (a: Entry, b: Entry) -> Bool { a.count == b.count && a.firstRecord == b.firstRecord }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(count)
      hasher.combine(firstRecord)
    }
  }

  /// How many records are named for each reason.
  static let namedRecords = 10

  package private(set) var entries: [Reason: Entry] = [:]

  package func count(_ reason: Reason) -> Int { entries[reason]?.count ?? 0 }

  mutating func add(_ reason: Reason, record: Int64, count: Int = 1) {
    if count == 0 { return }
    var entry = entries[reason] ?? Entry(count: 0, firstRecord: record)
    entry.count += count
    if entry.records.count < Self.namedRecords, record > 0, !entry.records.contains(record) {
      entry.records.append(record)
    }
    entries[reason] = entry
  }
}

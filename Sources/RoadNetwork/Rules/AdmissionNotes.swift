extension BuildNotes {
  /// What is to be told of a street that is admitted.
  mutating func add(_ admitted: WayAdmission.Admitted, record: Int64) {
    if admitted.isSpeedUnreadable { add(.speedUnreadable, record: record) }
    if admitted.hasIgnoredDirection { add(.oneDirection, record: record) }
    if admitted.isPrivate {
      add(.privateStreet, record: record)
    } else if admitted.isDestinationOnly || admitted.isDestinationOnlyBack {
      add(.destinationOnly, record: record)
    }
  }
}

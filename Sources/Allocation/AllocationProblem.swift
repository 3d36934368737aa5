import Words

/// A total of stations or money to be split over counties.
///
/// Sets: counties `i` in groups `g`; points `k` of county `i` with size `s[i,k]` and people `v[i,k]`.
/// Variables: `x[i,k]` in {0, 1}, the point that county `i` gets.
/// ```
/// (1)  each county one point:        sum over k of x[i,k] = 1
/// (2)  floor and cap:                floor[i] <= s[i,k] <= cap[i] for the chosen k
/// (3)  the total, reserves kept:     sum over g of max(least[g], sum over i in g, k of s[i,k] x[i,k]) <= total
/// (4)  people:                       maximise sum of v[i,k] x[i,k]
/// (5)  worst:                        maximise min over i of v[i,k] x[i,k] / people[i], then (4)
/// ```
/// By (3) a group's minimum is set aside for it: what its counties cannot use goes to nobody else. Counties without a
/// group count by their sizes. This is the multiple-choice knapsack problem with reserves.
package struct AllocationProblem: Sendable {
  package struct County: Sendable {
    package var id: String
    /// All people of the county; what its share is taken of.
    package var people: Double
    package var curve: CountyCurve
    package var floor: Int
    /// nil: to the end of the curve.
    package var cap: Int?
    /// Among `groups`.
    package var group: Int?

    package init(
      _ id: String, people: Double, _ curve: CountyCurve, floor: Int = 0, cap: Int? = nil, group: Int? = nil
    ) {
      self.id = id
      self.people = people
      self.curve = curve
      self.floor = floor
      self.cap = cap
      self.group = group
    }
  }

  package struct Group: Hashable, Sendable {
    package var name: String
    /// Set aside for the group.
    package var least: Int

    package init(_ name: String, least: Int) {
      self.name = name
      self.least = least
    }
  }

  package enum Aim: String, Hashable, Sendable, CaseIterable {
    /// The most people covered.
    case people
    /// The county with the least covered share covers the most; among those splits, the most people.
    case worst
  }

  /// Of a total and of a group's minimum.
  package static let mostTotal = 1 << 50

  package let counties: [County]
  package let groups: [Group]
  package let total: Int

  /// - Throws: ``AllocationError`` `badProblem` for no county, two of one id, a group that is not there, numbers that are
  ///   negative or no numbers; `badCurve` for a curve that covers more people than the county has.
  package init(_ counties: [County], groups: [Group] = [], total: Int) throws(AllocationError) {
    guard !counties.isEmpty else {
      throw AllocationError(
        .badProblem,
        Bilingual("没有可供分配的县。请至少给出一个县的结果文件夹。", "there is no county to split anything over."))
    }
    guard (0...Self.mostTotal).contains(total) else {
      throw AllocationError(
        .badProblem,
        Bilingual("总量\(total)超出范围，最小为0。请改正。", "a total of \(total) is out of range; 0 is the least."))
    }
    for group in groups where !(0...Self.mostTotal).contains(group.least) {
      throw AllocationError(
        .badProblem,
        Bilingual(
          "“\(group.name)”的最低额\(group.least)超出范围，最小为0。请改正。",
          "the minimum \(group.least) of “\(group.name)” is out of range; 0 is the least."))
    }
    var ids: Set<String> = []
    for county in counties {
      if let fault = Self.fault(of: county, groups.count) { throw fault }
      guard ids.insert(county.id).inserted else {
        throw AllocationError(
          .badProblem, Bilingual("有两个县用了这个编号。请使各县编号不同。", "two counties have this id. Each needs its own."),
          county: county.id)
      }
    }
    self.counties = counties
    self.groups = groups
    self.total = total
  }

  /// The same with another total.
  init(_ other: AllocationProblem, total: Int) {
    precondition((0...Self.mostTotal).contains(total), "a total of \(total) is out of range")
    counties = other.counties
    groups = other.groups
    self.total = total
  }

  private static func fault(of county: County, _ groups: Int) -> AllocationError? {
    func fault(_ chinese: String, _ english: String) -> AllocationError {
      AllocationError(.badProblem, Bilingual(chinese, english), county: county.id)
    }
    guard county.people.isFinite, county.people > 0, county.people <= CountyCurve.mostPeople else {
      return fault("人数为\(county.people)，无法计算覆盖率。人数应大于0。", "\(county.people) people: a share needs a number above 0.")
    }
    // Curves come with rounded shares: a thousandth of all people more than all of them is still all.
    if county.curve.values.last! > CountyCurve.whole(county.people * 1.001) {
      let covered = Double(county.curve.values.last!) / CountyCurve.thousandths
      return AllocationError(
        .badCurve,
        Bilingual(
          "曲线覆盖\(covered)人，而该县只有\(county.people)人。请核对曲线与人数是否出自同一结果。",
          "the curve covers \(covered) people, the county has \(county.people)."), county: county.id,
        point: county.curve.sizes.count - 1)
    }
    if county.floor < 0 { return fault("下限\(county.floor)小于0。请改正。", "a floor of \(county.floor) is below 0.") }
    if let cap = county.cap, cap < 0 { return fault("上限\(cap)小于0。请改正。", "a cap of \(cap) is below 0.") }
    if let group = county.group, !(0..<groups).contains(group) {
      return fault("所属分组\(group)不在\(groups)个分组之内。", "its group \(group) is not among the \(groups).")
    }
    return nil
  }
}

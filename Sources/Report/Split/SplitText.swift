import Allocation
import Words

extension SplitResult {
  /// What `allocate` prints for people.
  ///
  /// - Parameter folder: where the files are; nil when none were asked for.
  package func text(folder: String?) -> Bilingual {
    guard let split else {
      return shortfalls.map { line("无可行方案", "infeasible", words($0).map(\.inOneLine)) }.inLines
    }
    var lines = figureLines(split) + plainLines(split) + yearLines + countyLines(split)
    if isIllustrative {
      lines.append(
        line(
          "注意", "note",
          Bilingual("部分数据为示意数据，不能作为决策依据", "some of it is made-up sample data: no basis for decisions")))
    }
    if let folder { lines.append(line("已写入", "written", Bilingual(same: folder))) }
    return lines.inLines
  }

  private func figureLines(_ split: CountySplit) -> [Bilingual] {
    let (used, total, left) = (words(split.used), words(split.total), words(split.left))
    let (covered, bound, gap) = (
      peopleWords(split.value), grouped(split.bound), percent(split.gap, decimals: 2)
    )
    let limit = split.worstBound.map { Bilingual("，至多\(limitText($0))", ", at most \(limitText($0))") } ?? empty
    let worst = counties[split.worst.county].name.map(\.inOneLine)
    var lines = [
      line(
        "分配", "split",
        Bilingual(
          "\(total.chinese)分给\(counties.count)个县，用\(used.chinese)",
          "\(used.english) of \(total.english) over \(counties.count) \(counties.count == 1 ? "county" : "counties")")
          + (split.left > 0 ? Bilingual("，余\(left.chinese)", ", \(left.english) left") : empty)),
      line("覆盖", "covered", covered + coveredProof),
      line(
        "上界", "bound",
        Bilingual(
          "\(bound)：各县无论采用何种方案，覆盖都不超过此数", "\(bound): no plans of the counties cover more")
          + (job.aim == .people ? Bilingual("（差距\(gap.chinese)）", " (gap \(gap.english))") : empty)),
      line(
        "最低", "worst",
        worst + Bilingual("：", ": ") + Bilingual(same: shareText(split.worst.share)) + worstProof + limit),
    ]
    if split.boundBetween > split.bound {
      let between = grouped(split.boundBetween)
      lines.append(
        line(
          "点间上界", "between",
          Bilingual("计入曲线各点之间的规模，上界为\(between)", "\(between) bounds sums between the points of the curves too")))
    }
    return lines
  }

  /// What of the people is proven: the people bound is no measure of a split that is best for the county covered least.
  var coveredProof: Bilingual {
    switch job.aim {
    case .people: Bilingual("，按各县曲线已证明最优", ", proven best for these curves")
    case .worst:
      Bilingual("，在最低覆盖率尽量高的分法中最多", ", the most of all splits that do as well for the county covered least")
    }
  }

  private var worstProof: Bilingual {
    job.aim == .worst ? Bilingual("，按各县曲线已证明最优", ", proven best for these curves") : empty
  }

  /// How many people fewer than this one a plain split covers; more where it looks at no floor or cap, or another aim.
  func difference(_ plain: PlainSplit, _ split: CountySplit) -> Bilingual {
    let fewer = split.value - plain.value
    let people = grouped(fewer.magnitude)
    return fewer < 0 ? Bilingual("多\(people)人", "\(people) more") : Bilingual("少\(people)人", "\(people) fewer")
  }

  private func plainLines(_ split: CountySplit) -> [Bilingual] {
    plain.map { plain in
      let (covered, difference) = (peopleWords(plain.value), difference(plain, split))
      return line(
        plain.rule == .equal ? Bilingual("平均分", "equal") : Bilingual("按人口分", "per head"),
        Bilingual(
          "\(covered.chinese)，\(difference.chinese)；最低\(shareText(plain.worst))",
          "\(covered.english), \(difference.english); worst \(shareText(plain.worst))"))
    }
  }

  private var yearLines: [Bilingual] {
    years.enumerated().map { index, year in
      let loss = year.freeValue - year.value
      let nesting =
        job.aim == .people && loss > 0
        ? Bilingual("，比单独最优少\(grouped(loss))人", ", \(grouped(loss)) fewer than its best for itself") : empty
      return line(
        Bilingual("第\(index + 1)年", "year \(index + 1)"),
        words(year.used) + Bilingual("：", ": ") + peopleWords(year.value) + nesting)
    }
  }

  private func countyLines(_ split: CountySplit) -> [Bilingual] {
    let lines = shown.prefix(10).map { index in
      line(
        "县", "county",
        Bilingual("\(counties[index].id)：", "\(counties[index].id): ") + words(split.counties[index].size)
          + Bilingual("，", ", ") + steps(split, index))
    }
    let more = counties.count - 10
    return more > 0 ? lines + [line(Bilingual("……另有\(more)个县", "… and \(more) more"))] : lines
  }

  /// The counties by what they get, the largest first.
  var shown: [Int] {
    guard let split else { return [] }
    return counties.indices.sorted { (split.counties[$0].size, $1) > (split.counties[$1].size, $0) }
  }

  private func steps(_ split: CountySplit, _ index: Int) -> Bilingual {
    let share = split.counties[index]
    let last = share.last.map { step in
      let (size, people) = (words(step.size), grouped(step.people))
      return Bilingual("最后\(size.chinese)带来\(people)人", "the last \(size.english) bring \(people)")
    }
    let next = share.next.map { step in
      let (size, people) = (words(step.size), grouped(step.people))
      return Bilingual("再加\(size.chinese)可带来\(people)人", "the next \(size.english) would bring \(people)")
    }
    return [last, next ?? Bilingual("曲线到此为止", "its curve ends here")].compactMap(\.self).joined("，", ", ")
  }
}

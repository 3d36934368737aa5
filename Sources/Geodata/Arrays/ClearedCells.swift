import Geometry
import Model
import Words

/// Cells of a raster that hold no number of people: negative ones count as 0, absurd ones as unknown.
struct ClearedCells {
  /// Some cells, of which one is told.
  private struct Told {
    var count = 0
    var first = 0
    var number = 0.0
  }

  /// Cells with a number.
  private(set) var known = 0
  private var negative = Told()
  private var absurd = Told()
  private var highest = Told()

  /// No cell has so many people: marks of missing values have.
  private static let mostPeople = 1e9
  /// The highest numbers of types and what people write for missing.
  private static let marks: Set<Double> = [255, 9_999, 32_767, 65_535, 99_999, 999_999, 16_777_215]
  /// So many cells with such a number are no accident.
  private static let fewestMarks = 10

  /// - Parameter people: NaN where there is no number; changed in place.
  init(_ people: inout [Double]) {
    for index in people.indices {
      let number = people[index]
      if number.isNaN { continue }
      if number < 0 {
        if negative.count == 0 { negative.first = index }
        negative.count += 1
        negative.number = min(negative.number, number)
        people[index] = 0
      } else if number > Self.mostPeople {
        if absurd.count == 0 { absurd = Told(first: index, number: number) }
        absurd.count += 1
        people[index] = .nan
        continue
      } else if number > highest.number {
        highest = Told(count: 1, first: index, number: number)
      } else if number == highest.number {
        highest.count += 1
      }
      known += 1
    }
  }

  func findings(_ layer: String, _ grid: PopulationGrid) -> [QualityFinding] {
    func tell(_ told: Told, _ message: Bilingual) -> QualityFinding {
      let place = grid.places.position(
        Coordinate(x: Double(told.first % grid.columns) + 0.5, y: Double(told.first / grid.columns) + 0.5))
      return QualityFinding(
        .warning, .populationValue, layer: layer, value: "\(told.count)", at: place.isFinite ? [place] : [],
        message: message,
        fix: Bilingual(
          "如该数值表示缺测，请注明：gdal_translate -a_nodata \(shown(told)) in.tif out.tif",
          "if the number marks missing cells, state it: gdal_translate -a_nodata \(shown(told)) in.tif out.tif"))
    }
    var findings: [QualityFinding] = []
    if negative.count > 0 {
      findings.append(
        tell(
          negative,
          Bilingual(
            "\(negative.count)个格子的人数为负，最低为\(shown(negative))，均按0计",
            "\(negative.count) cells are negative, down to \(shown(negative)); they count as 0")))
    }
    if absurd.count > 0 {
      findings.append(
        tell(
          absurd,
          Bilingual(
            "\(absurd.count)个格子的人数超过10亿，例如\(shown(absurd))，均未计入",
            "\(absurd.count) cells hold more than a thousand million people, such as \(shown(absurd)); they are left out"
          ))
      )
    }
    if highest.count >= Self.fewestMarks, Self.marks.contains(highest.number) {
      findings.append(
        tell(
          highest,
          Bilingual(
            "\(highest.count)个格子的数值都恰为\(shown(highest))，且为全部格子的最大值，疑为缺测标记",
            "\(highest.count) cells hold exactly \(shown(highest)), the highest of all, which looks like a mark of missing cells"
          ))
      )
    }
    return findings
  }

  private func shown(_ told: Told) -> String {
    Int(exactly: told.number).map { "\($0)" } ?? "\(told.number)"
  }
}

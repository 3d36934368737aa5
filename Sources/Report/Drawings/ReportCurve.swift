import Analysis
import Geometry
import Siting
import Words

/// What plans of several sizes reach, by the number of new stations or by yuan, and the bound above them.
struct ReportCurve {
  /// What a plan's size is counted in.
  enum Size {
    case stations, yuan
    /// Of a total that is split over counties.
    case totalStations, totalYuan

    var isMoney: Bool { self == .yuan || self == .totalYuan }

    /// What the line is.
    var line: Phrase {
      switch self {
      case .stations, .yuan: Phrase("求得的方案", "plan found")
      case .totalStations, .totalYuan: Phrase("最优分法", "best split")
      }
    }

    var bound: Phrase {
      switch self {
      case .stations, .yuan: Phrase("上界：任何方案都不可能超过", "bound: no plan of this size can be better")
      case .totalStations, .totalYuan: Phrase("上界：任何分法都不可能超过", "bound: no split of this total can be better")
      }
    }

    var axis: Phrase {
      switch self {
      case .stations: Phrase("新建驿站数", "new stations")
      case .yuan: Phrase("投入（万元）", "budget, 10,000 yuan")
      case .totalStations: Phrase("分配的站点总数", "stations to split")
      case .totalYuan: Phrase("分配的资金总额（万元）", "money to split, 10,000 yuan")
      }
    }

    var title: Phrase {
      switch self {
      case .stations: Phrase("覆盖率与新建数量", "Coverage against the number of new stations")
      case .yuan: Phrase("服务水平与投入", "What is served against the budget")
      case .totalStations, .totalYuan: Phrase("覆盖率与总量", "Covered share against the total")
      }
    }

    /// In the unit of the axis.
    func number(_ size: Double) -> Double { isMoney ? size / 10_000 : size }
  }

  struct Row {
    var size: Double
    var value: Double
    var bound: Double
  }

  private static let width = 760.0
  private static let height = 320.0
  private static let left = 58.0
  private static let right = 18.0
  private static let top = 16.0
  private static let bottom = 48.0

  private let rows: [Row]
  private let size: Size
  private let voice: ReportVoice
  private let low: Double
  private let high: Double
  private let yStep: Double
  /// The size that was asked for; nil for none.
  private let marked: Double?

  /// nil when there is nothing to draw.
  init?(_ plan: Plan, _ voice: ReportVoice) {
    self.init(
      plan.curve.map { Row(size: Double($0.count), value: $0.value, bound: $0.bound) }, .stations, voice)
  }

  /// nil when there is nothing to draw.
  init?(_ curve: [BudgetPoint], _ voice: ReportVoice) {
    self.init(curve.map { Row(size: $0.yuan, value: $0.value, bound: $0.bound) }, .yuan, voice)
  }

  /// - Parameters:
  ///   - rows: ascending by size.
  ///   - marked: a size to draw a line at.
  /// nil when there is nothing to draw.
  init?(_ rows: [Row], _ size: Size, _ voice: ReportVoice, marked: Double? = nil) {
    guard rows.count > 1, let first = rows.first else { return nil }
    self.rows = rows
    self.size = size
    self.voice = voice
    self.marked = marked
    let smallest = rows.map(\.value).min() ?? first.value
    let largest = min(1, rows.map(\.bound).max() ?? first.bound)
    let step = [0.01, 0.02, 0.05, 0.1, 0.2].first { (largest - smallest) / $0 <= 6 } ?? 0.2
    yStep = step
    low = max(0, (smallest / step).rounded(.down) * step)
    high = max(low + step, (largest / step).rounded(.up) * step)
  }

  private func x(_ place: Double) -> Double {
    Self.left + place / max(rows[rows.count - 1].size, 1) * (Self.width - Self.left - Self.right)
  }

  private func y(_ share: Double) -> Double {
    Self.height - Self.bottom - (share - low) / (high - low) * (Self.height - Self.top - Self.bottom)
  }

  private func decimal(_ value: Double) -> String { trimmedNumber(value, decimals: 1) }

  /// A weak bound may lie above all that can be covered; the drawing ends at its top.
  private func bound(_ row: Row) -> Double { min(row.bound, high) }

  private func points(_ share: (Row) -> Double) -> String {
    rows.map { "\(decimal(x($0.size))),\(decimal(y(share($0))))" }.joined(separator: " ")
  }

  var drawing: HTML {
    let last = rows[rows.count - 1]
    let title = voice.line(size.title)
    let (few, many) = (grouped(rows[0].size), grouped(last.size))
    let (least, most) = (money(rows[0].size), money(last.size))
    let description = voice.line(
      !size.isMoney
        ? Phrase(
          "由\(shareText(rows[0].value))（新建\(few)个）升至\(shareText(last.value))（新建\(many)个）",
          "from \(shareText(rows[0].value)) with \(few) to \(shareText(last.value)) with \(many) new stations")
        : Phrase(
          "由\(shareText(rows[0].value))（\(least.chinese)）升至\(shareText(last.value))（\(most.chinese)）",
          "from \(shareText(rows[0].value)) for \(few) to \(shareText(last.value)) for \(many) yuan"))
    return """
      <figure class="curve">
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
      aria-labelledby="curve-title curve-description">
      <title id="curve-title">\(title)</title>
      <desc id="curve-description">\(description)</desc>
      \(grid)\(mark)<polyline fill="none" stroke="#8a95a0" stroke-width="1.6" stroke-dasharray="5 4" points="\(points(bound))"/>
      <polyline fill="none" stroke="#2471a3" stroke-width="2.4" stroke-linejoin="round" points="\(points(\.value))"/>
      \(dots)</svg>
      <ul class="legend">
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><path d="M1 8h24" stroke="#2471a3" stroke-width="2.4"/></svg>\
      <span>\(voice.inline(size.line))</span></li>
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><path d="M1 8h24" stroke="#8a95a0" stroke-width="1.6" \
      stroke-dasharray="5 4"/></svg><span>\(voice.inline(size.bound))</span></li>
      \(markSign)</ul>
      </figure>

      """
  }

  private var mark: HTML {
    guard let marked else { return "" }
    return """
      <path d="M\(decimal(x(marked))) \(decimal(Self.top))V\(decimal(Self.height - Self.bottom))" stroke="#c0392b" \
      stroke-dasharray="3 3"/>

      """
  }

  private var markSign: HTML {
    guard let marked else { return "" }
    let amount = size.isMoney ? money(marked) : Bilingual(same: grouped(marked))
    let words = Phrase("本次的总量：\(amount.chinese)", "the total asked for: \(amount.english)")
    return """
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><path d="M13 0v16" stroke="#c0392b" stroke-dasharray="3 3"/></svg>\
      <span>\(voice.inline(words))</span></li>

      """
  }

  private var dots: HTML {
    rows.map { row in
      """
      <circle cx="\(decimal(x(row.size)))" cy="\(decimal(y(row.value)))" r="\(rows.count > 60 ? "1.6" : "2.8" as HTML)" \
      fill="#2471a3"><title>\(trimmedNumber(size.number(row.size), decimals: 2)): \(shareText(row.value))</title></circle>

      """ as HTML
    }.joined()
  }

  private var grid: HTML {
    var grid: HTML = ""
    let right = decimal(Self.width - Self.right)
    for tick in 0...Int(((high - low) / yStep).rounded()) {
      let share = low + Double(tick) * yStep
      let height = decimal(y(share))
      grid += """
        <path d="M\(decimal(Self.left)) \(height)H\(right)" stroke="#e3e7ea"/>\
        <text x="\(decimal(Self.left - 8))" y="\(decimal(y(share) + 4))" font-size="12" text-anchor="end" \
        fill="#5b6872">\(grouped(share * 100))%</text>

        """
    }
    let last = size.number(rows[rows.count - 1].size)
    let unit = rows[rows.count - 1].size / max(last, 1e-9)
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].first { last / $0 <= 15 } ?? (last / 10).rounded(.up)
    for mark in stride(from: 0, through: last, by: step) {
      grid += """
        <text x="\(decimal(x(mark * unit)))" y="\(decimal(Self.height - Self.bottom + 18))" font-size="12" text-anchor="middle" \
        fill="#5b6872">\(grouped(mark))</text>

        """
    }
    let base = decimal(Self.height - Self.bottom)
    grid += """
      <path d="M\(decimal(Self.left)) \(base)H\(right)" stroke="#5b6872"/>
      <text x="\(decimal((Self.left + Self.width - Self.right) / 2))" y="\(decimal(Self.height - 8))" font-size="12.5" \
      text-anchor="middle" fill="#1f2a33">\(voice.line(size.axis))</text>

      """
    return grid
  }
}

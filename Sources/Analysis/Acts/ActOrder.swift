import Model
import Siting

/// Which rows some acts serve, kept while acts come and go.
struct ActState {
  private let problem: ActProblem
  private(set) var acts: [Int]
  private var isServed: [Bool]
  private(set) var worth = 0.0

  init(_ problem: ActProblem, _ acts: [Int]) {
    self.problem = problem
    self.acts = acts
    isServed = [Bool](repeating: false, count: problem.weights.count)
    for row in problem.coveredToday { serve(row) }
    for offer in problem.offers(of: acts) { for row in problem.rows[offer] { serve(row) } }
  }

  private mutating func serve(_ row: Int32) {
    guard !isServed[Int(row)] else { return }
    isServed[Int(row)] = true
    worth += problem.weights[Int(row)]
  }

  /// The offer that serves all that an act adds beside those of its site: more acts never serve less.
  private func offers(adding act: Int) -> [Int] {
    let site = problem.catalog.acts[act].site
    return problem.offers(of: acts.filter { problem.catalog.acts[$0].site == site } + [act])
  }

  func gain(of act: Int) -> Double {
    var gain = 0.0
    var seen: Set<Int32> = []
    let offers = offers(adding: act)
    for offer in offers {
      for row in problem.rows[offer] where !isServed[Int(row)] {
        if offers.count == 1 || seen.insert(row).inserted { gain += problem.weights[Int(row)] }
      }
    }
    return gain
  }

  mutating func add(_ act: Int) {
    for offer in offers(adding: act) { for row in problem.rows[offer] { serve(row) } }
    acts.append(act)
  }
}

extension ActProblem {
  /// One step of a plan, in units of the weights.
  struct Step {
    var act: Int
    var gain: Double
    var worth: Double
    var loss: Double
    var substitute: Int?
    var lossWithSubstitute: Double
  }

  /// The order of doing, and what each act is worth to the plan.
  ///
  /// First what brings most for its yuan of those left (what is free and brings something before all), ties to the larger
  /// gain, then to the order of the catalog. The substitute is the act that loses least for as much money and what is left.
  /// - Parameters:
  ///   - left: yuan that the plan does not spend; infinity for any sum.
  ///   - isElsewhere: acts that another year does: they take no place.
  ///   - isOver: then losses are left at the act's own.
  /// - Complexity: O(acts of the plan x acts x rows of an offer).
  func steps(
    _ acts: [Int], left: Double, except isElsewhere: (Act) -> Bool = { _ in false }, isOver: () -> Bool
  ) -> [Step] {
    var steps: [Step] = []
    var state = ActState(self, [])
    var open = acts.sorted()
    while !open.isEmpty {
      let best = open.map { ($0, state.gain(of: $0)) }.max { a, b in
        let (first, second) = (rate(a.0, a.1), rate(b.0, b.1))
        if first != second { return first < second }
        return a.1 != b.1 ? a.1 < b.1 : a.0 > b.0
      }!
      state.add(best.0)
      open.removeAll { $0 == best.0 }
      steps.append(
        Step(act: best.0, gain: best.1, worth: state.worth, loss: 0, substitute: nil, lossWithSubstitute: 0))
    }
    let whole = state.worth
    for index in steps.indices {
      let act = steps[index].act
      let rest = ActState(self, acts.filter { $0 != act })
      steps[index].loss = whole - rest.worth
      steps[index].lossWithSubstitute = steps[index].loss
      guard !isOver() else { continue }
      let money = catalog.acts[act].yuan + left
      var best: (act: Int, gain: Double)?
      for other in catalog.acts.indices
      where other != act && !isElsewhere(catalog.acts[other]) && catalog.acts[other].yuan <= money
        && allows(other, beside: rest.acts)
      {
        let gain = rest.gain(of: other)
        if gain > best?.gain ?? 0 { best = (other, gain) }
      }
      guard let best else { continue }
      steps[index].substitute = best.act
      steps[index].lossWithSubstitute = steps[index].loss - best.gain
    }
    return steps
  }

  private func rate(_ act: Int, _ gain: Double) -> Double {
    let yuan = catalog.acts[act].yuan
    return yuan > 0 ? gain / yuan : gain > 0 ? .infinity : 0
  }
}

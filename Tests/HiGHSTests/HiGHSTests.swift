import HiGHS
import Testing

#if HiGHS
@Suite struct HiGHSTests {
  /// maximise 5a + 4b + 3c, 2a + 3b + c <= 5, 4a + b + 2c <= 11, whole. By hand: c alone earns 3 per unit of the first
  /// row, a 2.5, b 1.3; c = 5 fits the second row too, worth 15.
  private var small: ProgramArrays {
    ProgramArrays(
      isMaximum: true, costs: [5, 4, 3], columnLower: [0, 0, 0], columnUpper: [9, 9, 9], isWhole: [true, true, true],
      rowLower: [-.infinity, -.infinity], rowUpper: [5, 11], starts: [0, 3, 6], columns: [0, 1, 2, 0, 1, 2],
      values: [2, 3, 1, 4, 1, 2])
  }

  private func solved(
    _ program: ProgramArrays, from start: [Double]? = nil, _ options: SolveOptions = SolveOptions(absoluteGap: 0.5)
  ) throws -> SolveResult {
    let solve = try BackgroundSolve(program, start: start, options: options)
    while !solve.isDone { BackgroundSolve.pause(.milliseconds(1)) }
    return try #require(try solve.outcome?.get())
  }

  @Test func theVersionIsThePinnedOne() { #expect(highsVersion == "1.15.1") }

  @Test func programByHand() throws {
    let result = try solved(small)
    #expect(result.ending == .optimal && result.values == [0, 0, 5] && abs(result.bound - 15) < 1e-6)
  }

  @Test func minimum() throws {
    // minimise 2a + 3b, a + b >= 3.5, whole, a <= 2: a = 2, b = 2.
    var program = small
    program.isMaximum = false
    program.costs = [2, 3, 0]
    program.columnUpper = [2, 9, 0]
    program.rowLower = [3.5, -.infinity]
    program.rowUpper = [.infinity, .infinity]
    program.values = [1, 1, 0, 1, 1, 0]
    let result = try solved(program)
    #expect(result.ending == .optimal && result.values == [2, 2, 0] && abs(result.bound - 10) < 1e-6)
  }

  @Test func infeasibleIsAResult() throws {
    var program = small
    program.rowLower[0] = 4.5
    program.rowUpper[0] = 4.6
    let result = try solved(program)
    #expect(result.ending == .infeasible && result.values == nil)
  }

  @Test func aStartIsImprovedAndABadOneDropped() throws {
    #expect(try solved(small, from: [2, 0, 1]).values == [0, 0, 5])
    #expect(try solved(small, from: [9, 9, 9]).values == [0, 0, 5])
  }

  @Test func badArraysAreRefusedBeforeHiGHSSeesThem() throws {
    var broken = [small, small, small, small, small]
    broken[0].columns[5] = 3
    broken[1].starts = [0, 3, 7]
    broken[2].values[1] = .nan
    broken[3].columnLower = [0]
    broken[4].rowUpper[0] = .nan
    for (index, program) in broken.enumerated() {
      let error = #expect(throws: HiGHSError.self, "\(index)") { try solved(program) }
      #expect(error?.code == .malformed && error?.message.isEmpty == false, "\(index)")
    }
    let named = #expect(throws: HiGHSError.self) { try solved(broken[0]) }
    #expect(named?.told.chinese == "某行用到列号3，而列号应在0至2之间（columns）")
    // Lengths that do not go together by themselves.
    var short = small
    short.rowLower = [0]
    #expect(throws: HiGHSError.self) { try solved(short) }
  }

  @Test func aRefusedOptionIsNamedInHiGHSsWords() throws {
    let error = #expect(throws: HiGHSError.self) { try solved(small, SolveOptions(absoluteGap: -1)) }
    #expect(error?.code == .badOption && error?.context == "mip_abs_gap = -1.0", "\(error?.description ?? "")")
    #expect(error?.message.contains("mip_abs_gap") == true, "\(error?.description ?? "")")
  }

  /// A market split (Cornuéjols, Dawande 1998, doi:10.1007/3-540-69346-7_22): four sums of 40 random coefficients to be
  /// halved exactly. Branch and bound takes hours over it.
  private var endless: ProgramArrays {
    var state: UInt64 = 7
    let values = (0..<160).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33 % 100)
    }
    let halves = (0..<4).map { row in (values[(40 * row)..<(40 * row + 40)].reduce(0, +) / 2).rounded(.down) }
    return ProgramArrays(
      isMaximum: true, costs: (0..<40).map { Double($0 % 7) }, columnLower: [Double](repeating: 0, count: 40),
      columnUpper: [Double](repeating: 1, count: 40), isWhole: [Bool](repeating: true, count: 40), rowLower: halves,
      rowUpper: halves, starts: [0, 40, 80, 120, 160], columns: (0..<160).map { Int32($0 % 40) }, values: values)
  }

  @Test func anIterationLimitEndsASolveAtTheSamePlace() throws {
    var found: [SolveProgress] = []
    for _ in 0..<2 {
      let solve = try BackgroundSolve(
        endless, start: nil, options: SolveOptions(absoluteGap: 0.5, iterationLimit: 3_000))
      while !solve.isDone { BackgroundSolve.pause(.milliseconds(1)) }
      #expect(try solve.outcome?.get().ending == .interrupted)
      found.append(solve.progress)
    }
    #expect(found[0].iterations >= 3_000 && found[0].nodes > 0)
    #expect(found[0] == found[1])
  }

  @Test func stopEndsASolve() throws {
    let solve = try BackgroundSolve(endless, start: nil, options: SolveOptions(absoluteGap: 0.5))
    while solve.progress.iterations == 0 { BackgroundSolve.pause(.milliseconds(1)) }
    #expect(!solve.isDone)
    solve.stop()
    while !solve.isDone { BackgroundSolve.pause(.milliseconds(1)) }
    #expect(try solve.outcome?.get().ending == .interrupted)
  }

  @Test func manySolvesAtOnceAgree() async throws {
    let found = try await withThrowingTaskGroup(of: [Double]?.self) { group in
      for _ in 0..<8 { group.addTask { try solved(small).values } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found == [[Double]?](repeating: [0, 0, 5], count: 8))
  }

  @Test func anAbandonedSolveEndsByItself() throws {
    let solve = try BackgroundSolve(endless, start: nil, options: SolveOptions(absoluteGap: 0.5))
    solve.abandon()
    while !solve.isDone { BackgroundSolve.pause(.milliseconds(1)) }
    #expect(try solve.outcome?.get() != nil)
  }
}
#else
@Suite struct HiGHSTests {
  @Test func aMinimalBuildHasNoHiGHS() { #expect(highsVersion == nil) }
}
#endif

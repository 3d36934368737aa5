import Geodata
import Testing

struct JSONTextTests {
  @Test func compactKeepsTheOrderOfKeys() throws {
    let value: JSONValue = ["b": 1, "a": [true, nil, "x"], "c": [:], "d": []]
    #expect(try value.text() == #"{"b":1,"a":[true,null,"x"],"c":{},"d":[]}"#)
  }

  /// Expected text from Python 3.11: `json.dumps(value, indent=2, ensure_ascii=False)`.
  @Test func prettyIsWhatPythonPrints() throws {
    let value: JSONValue = ["name": "五通桥", "list": [1, [2.5]], "none": [], "inner": ["k": nil]]
    let expected = """
      {
        "name": "五通桥",
        "list": [
          1,
          [
            2.5
          ]
        ],
        "none": [],
        "inner": {
          "k": null
        }
      }
      """
    #expect(try value.text(.pretty) == expected)
  }

  @Test(arguments: [
    (1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (-2.5, "-2.5"), (84756, "84756"), (0.1 + 0.2, "0.30000000000000004"),
    (1e-7, "1e-07"), (1e300, "1e+300"), (Double.leastNonzeroMagnitude, "5e-324"),
  ])
  func numbersAreShortest(value: Double, expected: String) throws {
    #expect(try JSONValue.number(value).text() == expected)
  }

  @Test func numbersReadBackAsTheSame() throws {
    // Knuth's multiplicative sequence, seed 1: bit patterns from all over the range.
    var bits: UInt64 = 1
    for _ in 0..<1000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      #expect(Double(try JSONValue.number(value).text()) == value, "bits \(bits), seed 1")
    }
  }

  @Test func integersUpToTheLimits() throws {
    #expect(try JSONValue.int(.max).text() == "9223372036854775807")
    #expect(try JSONValue.int(.min).text() == "-9223372036854775808")
  }

  @Test func stringsEscapeOnlyWhatTheyMust() throws {
    let value = JSONValue.string("a\"b\\c/d\n\t\r\u{08}\u{0C}\u{01}\u{1F}é茶🛵")
    #expect(try value.text() == #""a\"b\\c/d\n\t\r\b\f\u0001\u001fé茶🛵""#)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func nonFiniteNamesItsPath(value: Double) throws {
    let document: JSONValue = ["siting": ["curve": [1, ["gap": .number(value)]]]]
    let error = try #require(throws: GeodataError.self) { try document.text() }
    #expect(error.code == .notFinite)
    #expect(error.context.field == "siting.curve[1].gap")
    #expect(error.message.hasPrefix("\(value) "))
  }
}

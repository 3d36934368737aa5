import Report
import Testing

struct MoneyTextTests {
  @Test(arguments: [
    (0.0, "0元", "0 yuan"), (600, "600元", "600 yuan"), (9999.4, "9,999元", "9,999 yuan"), (10_000, "1万元", "10,000 yuan"),
    (36_350, "3.635万元", "36,350 yuan"), (400_000, "40万元", "400,000 yuan"), (1_234_567, "123.4567万元", "1,234,567 yuan"),
    (9999.6, "1万元", "10,000 yuan"),
  ])
  func yuan(amount: Double, chinese: String, english: String) {
    #expect(money(amount).chinese == chinese && money(amount).english == english)
  }
}

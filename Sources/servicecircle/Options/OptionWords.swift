import ArgumentParser
import Words

/// What help and mistakes say, in the language of this process. The parser makes its help anew each time it is asked.
func words(_ chinese: String, _ english: String) -> String { Bilingual(chinese, english).spoken }

extension ArgumentHelp {
  static func words(_ chinese: String, _ english: String, valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(Bilingual(chinese, english).spoken, valueName: valueName)
  }
}

extension ValidationError {
  init(_ chinese: String, _ english: String) { self.init(Bilingual(chinese, english).spoken) }
}

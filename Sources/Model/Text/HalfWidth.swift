/// A full-width letter, digit or sign as ASCII has it: １ as 1, ％ as %; any other as it is.
func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  case 0x3000: " "
  default: scalar
  }
}

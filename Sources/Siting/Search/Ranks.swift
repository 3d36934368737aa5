/// The indices of the `count` largest values, rising; ties to the lower index.
/// - Complexity: O(n log count) at worst; near O(n) when most values are small.
func largest(_ count: Int, of values: [Double]) -> [Int32] {
  guard count > 0 else { return [] }
  guard count < values.count else { return values.indices.map { Int32($0) } }
  // A heap whose root is the worst kept: the smallest value, of equal ones the highest index.
  var heap: [Int32] = []
  heap.reserveCapacity(count)
  func isWorse(_ a: Int32, _ b: Int32) -> Bool {
    values[Int(a)] != values[Int(b)] ? values[Int(a)] < values[Int(b)] : a > b
  }
  func sink(_ start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, isWorse(heap[child + 1], heap[child]) { child += 1 }
      guard isWorse(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
  for index in 0..<count { heap.append(Int32(index)) }
  for parent in stride(from: count / 2, through: 0, by: -1) { sink(parent) }
  for index in count..<values.count where values[index] > values[Int(heap[0])] {
    heap[0] = Int32(index)
    sink(0)
  }
  return heap.sorted()
}

/// The value that stands at `rank` (from 0) when all are sorted.
///
/// - Complexity: O(values) on average.
func rank(_ values: [Double], _ rank: Int) -> Double {
  var part = values
  var low = 0
  var high = part.count - 1
  while low < high {
    let pivot = part[(low + high) / 2]
    var left = low
    var right = high
    while left <= right {
      while part[left] < pivot { left += 1 }
      while part[right] > pivot { right -= 1 }
      if left <= right {
        part.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if rank <= right {
      high = right
    } else if rank >= left {
      low = left
    } else {
      return part[rank]
    }
  }
  return part[rank]
}

#if Server
import NIOCore
import Synchronization

/// How many connections each address has, so that none takes the places of all others.
final class PeerConnections: Sendable {
  private let most: Int
  private let counts = Mutex<[String: Int]>([:])

  init(most: Int) { self.most = most }

  /// Whether it may have one more, which is counted then.
  func enter(_ peer: String) -> Bool {
    counts.withLock { counts in
      guard counts[peer, default: 0] < most else { return false }
      counts[peer, default: 0] += 1
      return true
    }
  }

  func leave(_ peer: String) {
    counts.withLock { counts in
      let left = counts[peer, default: 0] - 1
      counts[peer] = left > 0 ? left : nil
    }
  }
}

/// One connection in ``PeerConnections``; closes it at once where its address has enough.
final class PeerConnection: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let all: PeerConnections
  /// nil for one that is not counted.
  private var peer: String?

  init(_ all: PeerConnections) { self.all = all }

  func channelActive(context: ChannelHandlerContext) {
    let address = context.channel.remoteAddress?.ipAddress ?? ""
    guard all.enter(address) else { return context.close(promise: nil) }
    peer = address
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    if let peer { all.leave(peer) }
    peer = nil
  }
}
#endif

import Files
import Words

/// Why what stands at a path is not read though it is there: devices may have no end, and a pipe gives its bytes once
/// only while most are needed twice, for the checksum and the records. nil for a file, a folder and where nothing stands.
package func refusalOfSpecialFile(_ path: String) -> Bilingual? {
  guard let node = (try? Node.at(path)) ?? nil else { return nil }
  switch node.kind {
  case .file, .folder, .link: return nil
  case .pipe:
    return Bilingual(
      "这是管道，内容只能读取一次。请先存为文件，再指定该文件。",
      "this is a pipe, which gives its bytes once only. Save them to a file first, and name that.")
  case .device: return Bilingual("这是设备，不是文件。请指定文件。", "this is a device, not a file. Name a file.")
  case .socket: return Bilingual("这是套接字，不是文件。请指定文件。", "this is a socket, not a file. Name a file.")
  }
}

func refuseSpecialFile(_ context: GeodataError.Context) throws(GeodataError) {
  guard let refusal = context.file.flatMap({ refusalOfSpecialFile($0) }) else { return }
  throw GeodataError(.unreadable, refusal, at: context)
}

/// The page and its parts; nil for what is none of them.
package func pageAnswer(_ question: Question) -> Answer? {
  guard question.path.isEmpty else { return nil }
  let page =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>ServiceCircle</title>\n<p>/api/town</p></html>\n"
  return Answer(type: "text/html; charset=utf-8", body: Array(page.utf8))
}

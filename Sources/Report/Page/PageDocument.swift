/// A page of ours around its body: one file, one style sheet, one script that sorts tables, nothing from elsewhere.
func pageDocument(_ title: Phrase, _ voice: ReportVoice, _ body: HTML) -> String {
  let page: HTML = """
    <!DOCTYPE html>
    <html lang="\(voice.rootLanguage)" xmlns="http://www.w3.org/1999/xhtml">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>\(voice.line(title))</title>
    <style>\(ReportStyle.sheet)</style>
    </head>
    <body>
    <main>
    <h1>\(voice.inline(title))</h1>
    \(body)</main>
    \(TableSorting.script)</body>
    </html>

    """
  return page.markup
}

/// Says on top that data are made up; nothing where they are not.
func illustrativeNotice(_ isIllustrative: Bool, _ voice: ReportVoice) -> HTML {
  guard isIllustrative else { return "" }
  return "<div class=\"notice\" role=\"note\">\n\(voice.paragraph(Phrase(Wording.illustrativeNote)))</div>\n"
}

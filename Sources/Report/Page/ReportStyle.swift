/// The page's style sheet: light, for screen, phone and A4.
enum ReportStyle {
  static let sheet: HTML = """
    :root{--ink:#1f2a33;--soft:#5b6872;--line:#d9dfe3;--pale:#f5f7f8}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:#fff;color:var(--ink);line-height:1.6;font-size:16px;
    font-family:"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif}
    main{max-width:1040px;margin:0 auto;padding:28px 24px 48px}
    h1{font-size:1.9rem;line-height:1.25;margin:0 0 .2em}
    h1 .en,.lead{color:var(--soft)}
    h2{font-size:1.25rem;line-height:1.35;margin:2.2em 0 .6em;padding-top:.5em;border-top:2px solid var(--ink)}
    p{margin:.5em 0}
    .en{display:block;color:var(--soft);font-size:.84em;line-height:1.45;font-weight:400}
    h1 .en{font-size:.6em}
    h2 .en{display:inline;margin-left:.6em;font-size:.8em}
    .notice{background:#fff6e0;border-left:4px solid #e0a100;padding:.5em .9em;margin:1em 0}
    .notice p{margin:.15em 0}
    .sentences{list-style:none;counter-reset:s;padding:0;margin:1.2em 0}
    .sentences li{counter-increment:s;position:relative;padding:.1em 0 .5em 2.6em}
    .sentences li::before{content:counter(s);position:absolute;left:0;top:.3em;width:1.7em;height:1.7em;border-radius:50%;
    background:#1f4e79;color:#fff;text-align:center;line-height:1.7em;font-weight:600}
    .sentences p{margin:.15em 0;font-size:1.06rem}
    .sentences p.en{font-size:.9rem}
    .sentences b{font-weight:700;color:#123a5c}
    table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--soft);font-size:.85rem;padding:.2em 0 .5em}
    th,td{padding:.36em .6em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    thead th{border-bottom:2px solid var(--line);font-weight:600;vertical-align:bottom;word-break:keep-all}
    tbody th{font-weight:600}
    th.sorts{cursor:pointer}
    th.sorts::after{content:" \u{2195}";color:#9aa5ad;font-weight:400}
    th[aria-sort=ascending]::after{content:" \u{2191}";color:var(--ink)}
    th[aria-sort=descending]::after{content:" \u{2193}";color:var(--ink)}
    th.sorts:focus-visible{outline:2px solid #1f4e79;outline-offset:-2px}
    th small{display:block;font-weight:400;color:var(--soft);font-size:.82em;line-height:1.35}
    .n{text-align:right}
    td.n{white-space:nowrap}
    .later{font-weight:700;color:#1f5f99}
    .change{color:var(--soft)}
    td.bar,th.bar{width:34%;vertical-align:middle}
    .part th{padding-left:1.8em;font-weight:400}
    .part th small{display:inline;margin-left:.5em}
    .part td,.part th{border-bottom-color:#eef1f3;padding-top:.2em;padding-bottom:.2em}
    .figures tbody .en,.wide tbody .en,small .en{display:inline;margin-left:.4em}
    .wide tbody th{min-width:7.5em}
    .wide tbody th:has(.dot){min-width:0}
    .gauge{display:block;width:100%;height:11px;border-radius:3px}
    .part .gauge{height:6px}
    .scroll{overflow-x:auto;margin:.4em 0}
    .scroll>svg,.curve>svg{display:block;width:100%;height:auto}
    .curve>svg{max-width:760px}
    .maps{display:grid;grid-template-columns:repeat(3,1fr);gap:1em;margin:.6em 0}
    .maps svg{display:block;width:100%;height:auto}
    .maps figcaption{font-size:.84rem;line-height:1.4;margin-top:.3em}
    svg text{font-family:inherit}
    .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25em 1.3em;padding:0;margin:.7em 0;font-size:.86rem}
    .legend li{display:flex;align-items:center;gap:.45em}
    .legend svg{flex:none;width:26px;height:16px}
    .legend .en{display:inline;margin-left:.35em}
    .dot{display:inline-block;min-width:1.7em;height:1.7em;line-height:1.7em;border-radius:1em;background:#2471a3;color:#fff;
    text-align:center;font-size:.82em}
    dl{display:grid;grid-template-columns:minmax(8em,max-content) 1fr;gap:.45em 1.4em;font-size:.92rem;margin:.6em 0}
    dt{font-weight:600}
    dd{margin:0}
    code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em}
    .verdict{font-weight:600}
    .error{color:#b3261e}.warning{color:#8a5a00}.note{color:var(--soft)}
    footer{margin-top:3em;padding-top:.8em;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
    @media (max-width:640px){
    main{padding:18px 14px 32px}
    h1{font-size:1.45rem}
    .scroll>svg{width:680px}
    .sentences p{font-size:1rem}
    td.bar,th.bar{width:22%}
    th,td{padding:.35em .35em}
    .part th{padding-left:.7em}
    .part th small,.figures th small{display:none}
    .wide{min-width:700px}
    .maps{grid-template-columns:1fr}
    dl{grid-template-columns:1fr;gap:.1em}
    dd{margin-bottom:.6em}
    h2 .en{display:block;margin-left:0}
    }
    @page{size:A4;margin:14mm 13mm}
    @media print{
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    body{font-size:10.5pt}
    main{max-width:none;padding:0}
    h2,h2+p{break-after:avoid}
    h2{margin-top:1.5em}
    td:last-child{min-width:7em}
    tr,.sentences li,figure,.notice,.curve,.legend{break-inside:avoid}
    tbody tr:nth-last-child(-n+3){break-before:avoid}
    th.sorts::after{content:none}
    thead{display:table-header-group}
    .scroll>svg{max-height:215mm}
    .scroll{overflow:visible}
    .sentences p{font-size:10.5pt}
    .sentences p.en{font-size:9pt}
    table{font-size:8.8pt}
    th,td{padding:.25em .5em}
    figure{margin:0}
    }
    figure{margin:0}
    """
}

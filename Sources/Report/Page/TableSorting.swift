/// The page's only script: a click on the heading of a wide table sorts its rows by that column, once more the other way.
///
/// Numbers sort as numbers, words as Chinese dictionaries have them, what is no number after all numbers; equal ones stay in
/// their order. It is reached by keyboard, and says to screen readers how a table is sorted. Without scripts, and in
/// print, the page is whole.
enum TableSorting {
  static let script: HTML = """
    <script>
    document.querySelectorAll("table.wide").forEach(table => {
    const body = table.tBodies[0];
    const value = (row, column) => row.cells[column].textContent.trim();
    const number = text => parseFloat(text.replace(/[,+\\u003c]/g, "").replace("−", "-"));
    const order = new Intl.Collator(["zh", "en"], {numeric: true});
    table.querySelectorAll("thead th").forEach((head, column) => {
    const sort = () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("thead th").forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const isNumber = head.classList.contains("n");
    const compare = (a, b) => {
    const x = value(a, column), y = value(b, column);
    if (!isNumber) return order.compare(x, y) * (down ? -1 : 1);
    const m = number(x), n = number(y);
    if (isNaN(m) || isNaN(n)) return isNaN(m) - isNaN(n);
    return down ? n - m : m - n;
    };
    body.append(...Array.from(body.rows).sort(compare));
    };
    head.tabIndex = 0;
    head.classList.add("sorts");
    head.addEventListener("click", sort);
    head.addEventListener("keydown", key => {
    if (key.key !== "Enter") return;
    key.preventDefault();
    sort();
    });
    });
    });
    </script>

    """
}

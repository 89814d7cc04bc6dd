// Tables wider than the paper, folded: a browser would make the letters of every page smaller.

/** Stand in for each table that is too wide: several of fewer columns, one under the other. */
function foldWide(place) {
  for (const table of place.querySelectorAll("table")) {
    const room = table.parentElement.clientWidth;
    const parts = table.offsetWidth > room + 1 ? folded(table, room) : [];
    if (parts.length < 2) continue;
    table.classList.add("too-wide");
    table.after(...parts);
  }
}

/** The parts of a table; none where its cells are not one a column. */
function folded(table, room) {
  const heads = table.tHead && table.tHead.rows.length === 1 ? Array.from(table.tHead.rows[0].cells) : [];
  const first = table.tBodies[0] && table.tBodies[0].rows[0];
  const kept = first ? Array.from(first.cells).findIndex((cell) => cell.classList.contains("v")) : -1;
  if (kept < 1 || first.cells.length !== heads.length) return [];
  const widths = heads.map((cell) => cell.offsetWidth);
  const own = widths.slice(0, kept).reduce((sum, width) => sum + width, 0);
  const fit = Math.max(1, Math.floor((room - own) / Math.max(...widths.slice(kept))));
  const count = Math.ceil((heads.length - kept) / fit);
  const size = Math.ceil((heads.length - kept) / count);
  return Array.from({ length: count }, (_, part) =>
    columnsOf(table, kept, kept + part * size, kept + (part + 1) * size, part === count - 1));
}

/** A copy with the first `kept` columns and those from `from` to before `to`. */
function columnsOf(table, kept, from, to, last) {
  const copy = table.cloneNode(true);
  const whole = table.tHead.rows[0].cells.length;
  copy.classList.add("fold");
  for (const row of Array.from(copy.rows)) {
    const cells = Array.from(row.cells);
    if (cells.length === whole) {
      cells.forEach((cell, at) => { if (at >= kept && (at < from || at >= to)) cell.remove(); });
    } else if (last) { // a target or what the marks mean, said once
      const rest = Math.min(to, whole) - from + kept - (cells.length - 1);
      cells[cells.length - 1].colSpan = Math.max(1, rest);
    } else row.remove();
  }
  return copy;
}

/** The whole tables again. */
function unfold() {
  document.querySelectorAll("table.fold").forEach((part) => part.remove());
  document.querySelectorAll("table.too-wide").forEach((table) => table.classList.remove("too-wide"));
}

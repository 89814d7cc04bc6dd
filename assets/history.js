// Every number of a table opens its history. A table that says which number stands where (it has
// data-history, layouts/tables.py) gets a button above it that makes its numbers links: until it is
// pressed the keyboard does not stop at hundreds of them. Then there is one stop a table, the arrow
// keys move from number to number and Enter opens. A click on a number opens it at any time.
(function () {
  "use strict";

  const WORDS = {
    sv: {
      button: "Siffrornas historia",
      on: "Siffrorna i tabellen är länkar till sin historia. Piltangenterna går mellan dem, Retur öppnar.",
      off: "Siffrorna är inte längre länkar.",
    },
    en: {
      button: "History of the numbers",
      on: "The numbers in the table are links to their history. The arrow keys move between them, Enter opens.",
      off: "The numbers are no longer links.",
    },
  };
  const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  let on = false;

  function words() {
    return WORDS[document.documentElement.lang === "en" ? "en" : "sv"];
  }

  function prefix() {
    return JSON.parse(document.getElementById("_dash-config").textContent)
      .requests_pathname_prefix || "/";
  }

  // Where the history of a cell's number is, or "" for a cell that has none.
  function address(cell) {
    const row = cell.parentElement;
    const table = cell.closest("table");
    const head = table.tHead && table.tHead.rows[0].cells[cell.cellIndex];
    const period = row.dataset.period || (head && head.dataset.period);
    if (!row.dataset.code || !period) return "";
    const sex = row.dataset.sex || (head && head.dataset.sex);
    const query = table.dataset.history + "&platser=" + encodeURIComponent(row.dataset.code) +
      "&period=" + encodeURIComponent(period) + (sex ? "&uppdelning=" + sex : "");
    return prefix() + "historia" + query;
  }

  function cellsOf(table) {
    return Array.from(table.querySelectorAll("tbody td.v"));
  }

  function makeLinks(table) {
    let first = true;
    cellsOf(table).forEach(function (cell) {
      const there = address(cell);
      if (!there || cell.querySelector("a")) return;
      const link = document.createElement("a");
      link.href = there;
      link.setAttribute("data-nav", "");
      link.tabIndex = first ? 0 : -1;
      first = false;
      while (cell.firstChild) link.appendChild(cell.firstChild);
      cell.appendChild(link);
    });
  }

  function removeLinks(table) {
    table.querySelectorAll("td.v > a[data-nav]").forEach(function (link) {
      while (link.firstChild) link.parentElement.insertBefore(link.firstChild, link);
      link.remove();
    });
  }

  function bar(table) {
    const holder = document.createElement("div");
    holder.className = "history-switch";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words().button;
    button.setAttribute("aria-pressed", String(on));
    const status = document.createElement("span");
    status.className = "small";
    status.setAttribute("role", "status");
    holder.append(button, " ", status);
    table.parentElement.insertBefore(holder, table);
    if (on) makeLinks(table);
  }

  function setUp(root) {
    if (root.nodeType !== 1) return;
    const tables = root.matches("table[data-history]") ? [root]
      : root.querySelectorAll("table[data-history]");
    tables.forEach(function (table) {
      const before = table.previousElementSibling;
      if (!before || !before.classList.contains("history-switch")) bar(table);
    });
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest) return;
    const button = event.target.closest(".history-switch button");
    if (button) {
      on = !on;
      document.querySelectorAll(".history-switch").forEach(function (holder) {
        const own = holder.querySelector("button");
        own.setAttribute("aria-pressed", String(on));
        holder.querySelector("[role=status]").textContent =
          own === button ? words()[on ? "on" : "off"] : "";
        (on ? makeLinks : removeLinks)(holder.nextElementSibling);
      });
      return;
    }
    const cell = event.target.closest("table[data-history] tbody td.v");
    if (!cell || event.target.closest("a") || event.defaultPrevented || event.button ||
        event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (String(window.getSelection())) return; // the number is being copied
    const there = address(cell);
    if (!there) return;
    history.pushState({}, "", there);
    // the event that dcc.Location listens to for moves of the address within the page
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  });

  // One stop for the keyboard: the link that has the focus, or had it last.
  function moveTo(link) {
    link.closest("table").querySelectorAll("td.v > a[tabindex='0']").forEach(function (other) {
      other.tabIndex = -1;
    });
    link.tabIndex = 0;
    link.focus();
  }

  document.addEventListener("keydown", function (event) {
    const move = MOVES[event.key];
    const link = move && event.target.closest && event.target.closest("table[data-history] td.v > a");
    if (!link || event.metaKey || event.ctrlKey || event.altKey) return;
    const rows = Array.from(link.closest("tbody").rows);
    let row = rows.indexOf(link.closest("tr")), column = link.parentElement.cellIndex;
    event.preventDefault();
    for (;;) {
      row += move[0];
      column += move[1];
      const cell = rows[row] && rows[row].cells[column];
      if (!cell) return;
      const next = cell.querySelector(":scope > a[data-nav]");
      if (next) { moveTo(next); return; }
    }
  });

  new MutationObserver(function (changes) {
    changes.forEach(function (change) { change.addedNodes.forEach(setUp); });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

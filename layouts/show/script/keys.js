// Keys, clickers, fingers and the buttons at the foot.

const tools = {};

function step(by) {
  if (state.live) { backToSlide(); return; }
  if (state.ended && by < 0) { go(state.slides.length - 1); return; }
  if (state.ended) return;
  go(state.current + by);
}

const LETTERS = {
  f: fullScreen, b: () => toggleBlack(), ".": () => toggleBlack(), g: () => openGrid(),
  s: openPresenter, d: () => toggleData(), c: copyPicture, "/": openSearch, p: openPlaces,
  v: nextView, "?": openHelp,
};
const MOVES = {
  ArrowRight: () => step(1), ArrowDown: () => step(1), PageDown: () => step(1), " ": () => step(1),
  Enter: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1), PageUp: () => step(-1),
  Backspace: () => step(-1), Home: () => go(0), End: () => go(state.slides.length - 1),
};

/** Whether what has the focus needs the key for itself. */
function needed(event) {
  const target = event.target;
  if (!target || !target.closest) return false;
  if (target.closest("input, textarea, select, dialog")) return true;
  if (target.closest("button, a, summary") && [" ", "Enter"].includes(event.key)) return true;
  const region = target.closest(".scroll, .scrolls, #speak-text");
  if (!region) return false;
  const tall = region.scrollHeight > region.clientHeight + 1;
  const wide = region.scrollWidth > region.clientWidth + 1;
  if (["ArrowUp", "ArrowDown", "Home", "End", " "].includes(event.key)) return tall;
  return wide && ["ArrowLeft", "ArrowRight"].includes(event.key);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  // on a telephone or at 400 % zoom the page itself is scrolled
  const flowing = document.documentElement.classList.contains("flow");
  const scrolling = flowing && ["ArrowUp", "ArrowDown", " ", "PageUp", "PageDown"].includes(event.key);
  if (state.black && !["Shift", "Tab"].includes(event.key)) {
    toggleBlack(false);
    event.preventDefault();
    return;
  }
  if (needed(event) || onPaper) return;
  if (pressed(event, scrolling)) event.preventDefault();
}

/** Do what a key stands for. Tells whether it stands for anything. */
function pressed(event, scrolling) {
  const key = event.key;
  if (state.grid) return gridKey(event);
  if (key === "F5" && !event.shiftKey) { fullScreen(); return true; }
  if (key === "Escape") return escaped();
  if (/^[0-9]$/.test(key)) { typeDigit(key); return true; }
  if (key === "Enter" && enterNumber()) return true;
  if (MOVES[key] && !scrolling) { MOVES[key](); return true; }
  const letter = key.length === 1 ? key.toLowerCase() : "";
  if (!LETTERS[letter] || lettersOff()) return false;
  LETTERS[letter]();
  return true;
}

function escaped() {
  if (typed) { typed = ""; say("", 1); return true; }
  if (state.table) { toggleData(false); shownFrame().querySelector(".slide").focus(); return true; }
  if (state.live) { backToSlide(); return true; }
  if (document.fullscreenElement) return false;
  openGrid();
  return true;
}

// drawn within 20 by 20, in lines: signs of a typeface are not the same on every machine
const SIGNS = {
  previous: "M12.5 4 6.5 10l6 6", next: "M7.5 4l6 6-6 6",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12",
  copy: "M7 7h9v9H7zM13 7V4H4v9h3",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  places: "M10 17s5-5 5-9a5 5 0 0 0-10 0c0 4 5 9 5 9zM10 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  overview: "M3 4h6v5H3zM11 4h6v5h-6zM3 11h6v5H3zM11 11h6v5h-6z",
  presenter: "M3 4h14v9H3zM7 17h6M10 13v4",
  full_screen: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
  print: "M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M10 14.5v.6",
};

function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}

/** The buttons; the letter that does the same stands in each one's name. */
function toolbar() {
  const button = (key, action, extra) => make("button", Object.assign({
    type: "button", title: word(key), "aria-label": word(key), onclick: action,
  }, extra), sign(key));
  tools.previous = button("previous", () => step(-1));
  tools.next = button("next", () => step(1));
  tools.count = make("span", { class: "count" });
  tools.table = button("table", () => toggleData(), { "aria-pressed": "false" });
  const asks = data.live ? [button("search", openSearch), button("places", openPlaces)] : [];
  tools.bar = make("nav", { id: "tools", "aria-label": word("tools") },
    tools.previous, tools.count, tools.next, tools.table,
    button("copy", copyPicture, { class: "desk" }), ...asks,
    button("overview", () => (state.grid ? closeGrid() : openGrid())),
    button("presenter", openPresenter, { class: "desk" }),
    button("full_screen", fullScreen, { class: "desk" }), button("print", () => window.print(), { class: "desk" }),
    button("help", openHelp));
  return tools.bar;
}

/** A finger drawn sideways over the slide turns to the next one. */
function listenToFingers(stage) {
  let from = null;
  stage.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 && !event.target.closest(".scroll, .scrolls") ? event.touches[0] : null;
  }, { passive: true });
  stage.addEventListener("touchend", (event) => {
    if (!from || state.grid) return;
    const to = event.changedTouches[0];
    const x = to.clientX - from.clientX;
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(to.clientY - from.clientY)) step(x < 0 ? 1 : -1);
    from = null;
  }, { passive: true });
}

/** The buttons step back while nobody moves the pointer, so that nothing disturbs the slide. */
let restEnds = 0;
function stir() {
  document.documentElement.classList.remove("resting");
  clearTimeout(restEnds);
  restEnds = setTimeout(() => document.documentElement.classList.add("resting"), 2500);
}

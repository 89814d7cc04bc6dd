// All slides at once, small, to be chosen from by keyboard or pointer.

const THUMB = { least: 150, columns: 4 };

function openGrid() {
  if (state.grid || !state.frames.length) return;
  if (state.black) toggleBlack(false);
  leaveLive();
  closeData();
  state.grid = true;
  state.ended = false;
  render();
  document.documentElement.classList.add("grid");
  state.frames.forEach((frame, index) => {
    const slide = frame.slide;
    frame.querySelector(".slide").inert = true;
    const stale = staleOf(slide).length > 0;
    const title = slide.title || word("untitled");
    frame.append(
      make("p", { class: "caption", "aria-hidden": "true" }, make("b", {}, String(index + 1)), ` ${title}`,
        stale ? make("span", { class: "reread" }, word("reread")) : null),
      make("button", {
        type: "button", class: "pick", "data-index": index,
        "aria-label": `${index + 1}. ${title}${stale ? `. ${word("reread")}` : ""}`,
        "aria-current": index === state.current ? "true" : null,
        onclick: () => { closeGrid(index); },
      }));
  });
  sizeGrid();
  drawAhead();
  whisper(word("overview_title"));
  picks()[state.current].focus();
}

function picks() {
  return Array.from(document.querySelectorAll("button.pick"));
}

/** How many slides stand beside each other, and how small they are. */
function gridColumns() {
  return Math.max(1, Math.min(THUMB.columns, Math.floor(state.width / THUMB.least)));
}

function sizeGrid() {
  const columns = gridColumns();
  const stage = document.getElementById("stage");
  const style = window.getComputedStyle(stage);
  const room = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const gap = columns > 2 ? 28 : 16;
  const width = Math.floor((room - gap * (columns - 1)) / columns);
  const root = document.documentElement.style;
  root.setProperty("--columns", columns);
  root.setProperty("--gap", `${gap}px`);
  root.setProperty("--thumb", `${width}px`);
  root.setProperty("--small", width / state.width);
}

function closeGrid(index) {
  if (!state.grid) return;
  state.grid = false;
  document.documentElement.classList.remove("grid");
  state.frames.forEach((frame) => {
    frame.querySelector(".slide").inert = false;
    frame.querySelectorAll(":scope > .pick, :scope > .caption").forEach((part) => part.remove());
  });
  if (index === undefined || index === state.current) { render(); announce(); } else go(index);
}

/** The keys of the overview. Tells whether the key was one of them. */
function gridKey(event) {
  const all = picks();
  const at = Math.max(0, all.indexOf(document.activeElement));
  const columns = gridColumns();
  const steps = {
    ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns,
    PageDown: columns, PageUp: -columns, Home: -all.length, End: all.length,
  };
  if (event.key in steps) {
    const target = Math.max(0, Math.min(all.length - 1, at + steps[event.key]));
    all[target].focus();
    all[target].scrollIntoView({ block: "nearest" });
    return true;
  }
  if (event.key === "Escape" || event.key.toLowerCase() === "g") { closeGrid(); return true; }
  return false;
}

/** The numbers of a message that no longer hold, where the server has told. */
function staleOf(slide) {
  return slide.stale || [];
}

// The same document on paper or as PDF: one slide a page with its notes, then the tables.

let onPaper = false;

const PAGE = 700; // pixels of height that a page has for a slide
const LEAST_PRINT = 0.72; // of a figure's own size: its letters are then as small as print may be

const SMALLER = [1, 0.93, 0.86, 0.8]; // letters of sources and notes, where they would fill two pages

/** Draw every chart at the size that it has on paper, and write out notes and tables. */
function toPaper() {
  if (onPaper || !state.frames.length) return;
  closeGrid();
  backToSlide();
  closeData();
  onPaper = true;
  document.title = state.meeting.title || word("untitled");
  document.documentElement.classList.remove("stage", "flow", "resting");
  document.documentElement.classList.add("paper");
  state.frames.forEach((frame) => {
    const section = frame.querySelector(".slide");
    section.style.removeProperty("--words");
    section.append(...paperNotes(frame.slide));
    foldWide(section);
    for (const size of SMALLER) {
      section.style.setProperty("--small-print", size);
      if (frame.slide.figure) drawChart(frame, paperRoom(frame, section));
      if (section.offsetHeight <= PAGE) break;
    }
  });
  const place = document.getElementById("paper-tables");
  place.replaceChildren(...paperTables());
  place.hidden = !place.firstChild;
  foldWide(place);
}

/** Pixels of height for the chart, so that the slide with its words and notes is one page. */
function paperRoom(frame, section) {
  const aside = section.classList.contains("beside");
  const parts = aside ? ":scope > header, .paper-notes" : ":scope > header, .message, .sentences, footer, .paper-notes";
  const rest = Array.from(section.querySelectorAll(parts))
    .reduce((sum, part) => sum + part.offsetHeight + 12, 0);
  const own = figureOf(frame.slide).layout.height;
  return Math.max(own * LEAST_PRINT, Math.min(own * 1.4, PAGE - rest - 24));
}

function paperNotes(slide) {
  const notes = paragraphs(slide.notes);
  return notes.length
    ? [make("div", { class: "paper-notes" }, make("h3", {}, word("notes")), ...notes)] : [];
}

function paperTables() {
  const found = state.slides.map((slide, index) => [slide, index])
    .filter(([slide]) => slide.table && slide.figure);
  if (!found.length) return [];
  return [make("h2", {}, word("tables_title")), ...found.map(([slide, index]) => {
    const table = make("div", { class: "tables" });
    // made by the server with every text in it escaped
    table.innerHTML = slide.table;
    return make("section", {},
      make("h3", {}, word("tables_of", { number: index + 1, title: slide.title })), table);
  })];
}

/** Back to the screen. */
function fromPaper() {
  if (!onPaper) return;
  onPaper = false;
  document.documentElement.classList.remove("paper");
  document.querySelectorAll(".paper-notes").forEach((part) => part.remove());
  unfold();
  const place = document.getElementById("paper-tables");
  place.replaceChildren();
  place.hidden = true;
  refit();
}

window.addEventListener("beforeprint", toPaper);
window.addEventListener("afterprint", fromPaper);

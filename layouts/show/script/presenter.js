// What the speaker sees in a second window: this slide, the next one, the notes and the time.
//
// The window is empty when it is opened and is filled from here, so it needs neither server nor
// file, and works where the show itself lies on a disk. It is always in step, because it has no
// state of its own.

let speaker = null; // the window
let ticking = 0;
let letters = 1;

function openPresenter() {
  if (speaker && !speaker.closed) { speaker.focus(); return; }
  speaker = window.open("", "", "popup,width=1200,height=760");
  if (!speaker) { say(word("presenter_refused")); return; }
  const page = speaker.document;
  // without it the browser draws the empty page by old rules, where tables take no colour over
  page.write("<!DOCTYPE html><html><head></head><body></body></html>");
  page.close();
  page.documentElement.lang = state.language;
  page.documentElement.className = "presenter stage";
  page.title = word("presenter_title");
  document.querySelectorAll("head > style").forEach((style) => {
    page.head.append(page.importNode(style, true));
  });
  page.body.append(page.importNode(presenterFrame(), true));
  page.getElementById("speak-previous").onclick = () => step(-1);
  page.getElementById("speak-next").onclick = () => step(1);
  page.getElementById("speak-reset").onclick = () => { state.began = Date.now(); tick(); };
  page.getElementById("speak-larger").onclick = () => resize(1.15);
  page.getElementById("speak-smaller").onclick = () => resize(1 / 1.15);
  speaker.addEventListener("keydown", onKey);
  speaker.addEventListener("resize", presenterFollows);
  speaker.addEventListener("beforeunload", () => clearInterval(ticking));
  if (!state.began) state.began = Date.now();
  clearInterval(ticking);
  ticking = setInterval(tick, 500);
  presenterFollows();
}

function presenterFrame() {
  const button = (id, key) => make("button", { type: "button", id }, word(key));
  return make("main", { class: "speak" },
    make("header", {},
      make("h1", {}, word("presenter_title"), make("span", { id: "speak-count" })),
      make("p", {}, make("span", {}, word("elapsed")), make("b", { id: "speak-elapsed" })),
      make("p", {}, make("span", {}, word("clock")), make("b", { id: "speak-clock" }))),
    make("section", { class: "this", "aria-labelledby": "speak-this" },
      make("h2", { id: "speak-this" }, word("now_showing")),
      make("div", { class: "preview", id: "speak-now" })),
    make("section", { class: "after", "aria-labelledby": "speak-after" },
      make("h2", { id: "speak-after" }, word("coming")),
      make("div", { class: "preview", id: "speak-coming" })),
    make("section", { class: "told", "aria-labelledby": "speak-notes" },
      make("h2", { id: "speak-notes" }, word("notes")),
      make("div", { id: "speak-text", tabindex: "0", role: "group", "aria-label": word("notes") })),
    make("footer", {}, button("speak-previous", "previous"), button("speak-next", "next"),
      button("speak-reset", "reset"), button("speak-smaller", "smaller"),
      button("speak-larger", "larger")));
}

function resize(times) {
  letters = Math.max(0.7, Math.min(2.5, letters * times));
  speaker.document.documentElement.style.setProperty("--letters", letters);
}

/** Bring the speaker's window in step with the show. */
function presenterFollows() {
  if (!speaker || speaker.closed || !speaker.document.getElementById("speak-text")) return;
  const page = speaker.document;
  const slide = state.ended ? null : shown();
  const next = state.live ? state.frames[state.current] : state.frames[state.current + 1];
  const count = state.slides.length;
  page.getElementById("speak-count").textContent = slide && !state.live
    ? ` ${word("slide_of", { number: state.current + 1, count })}` : "";
  preview(page.getElementById("speak-now"), slide ? shownFrame() : null, word("end_title"));
  page.getElementById("speak-now").classList.toggle("black", state.black);
  if (next && !next.fitted) fit(next);
  preview(page.getElementById("speak-coming"), state.ended ? null : next, word("last"));
  const text = page.getElementById("speak-text");
  text.replaceChildren(...(slide ? spokenText(slide) : []).map((part) => page.importNode(part, true)));
  text.scrollTop = 0;
  tick();
}

function spokenText(slide) {
  const stale = staleOf(slide).map((one) => make("p", { class: "reread" },
    make("b", {}, `${word("reread")}: `), word("reread_told", { said: one.said, now: one.now })));
  const notes = paragraphs(slide.notes);
  const texts = (key, list) => (list.length ? [make("h3", {}, word(key)),
    ...list.map((text) => make("p", { class: "quiet" }, text))] : []);
  return [...stale, ...(notes.length ? notes : [make("p", { class: "quiet" }, word("no_notes"))]),
    ...texts("notices", slide.notices), ...texts("cautions", slide.cautions),
    ...texts("background", slide.background)];
}

/** A small copy of a slide as it stands on the screen. */
function preview(place, frame, otherwise) {
  const page = place.ownerDocument;
  if (!frame) {
    place.replaceChildren(Object.assign(page.createElement("p"), { className: "quiet", textContent: otherwise }));
    return;
  }
  const copy = page.importNode(frame.querySelector(".slide"), true);
  copy.querySelectorAll("[id]").forEach((part) => {
    if (!part.closest("svg")) part.removeAttribute("id");
  });
  copy.removeAttribute("aria-labelledby");
  copy.inert = true;
  copy.setAttribute("aria-hidden", "true");
  const width = window.innerWidth;
  const height = window.innerHeight;
  const small = Math.min(place.clientWidth / width, place.clientHeight / height);
  const holder = page.createElement("div");
  holder.className = "small";
  holder.style.cssText = `--w:${width}px;--h:${height}px;width:${width}px;height:${height}px;` +
    `transform:scale(${small})`;
  holder.append(copy);
  const title = page.createElement("p");
  title.className = "unseen";
  title.textContent = frame.slide.title;
  place.replaceChildren(title, holder);
}

function tick() {
  if (!speaker || speaker.closed) { clearInterval(ticking); return; }
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  const seconds = Math.max(0, Math.floor((Date.now() - (state.began || Date.now())) / 1000));
  const set = (id, text) => {
    const place = speaker.document.getElementById(id);
    if (place && place.textContent !== text) place.textContent = text;
  };
  set("speak-clock", `${two(now.getHours())}:${two(now.getMinutes())}`);
  set("speak-elapsed", `${Math.floor(seconds / 60)}:${two(seconds % 60)}`);
}

// its buttons are answered from here: without this page it would only look alive
window.addEventListener("pagehide", () => { if (speaker && !speaker.closed) speaker.close(); });

// What the other parts share: the data, the words, the state, and how elements are made.

const data = JSON.parse(document.getElementById("show-data").textContent);
const state = {
  language: data.language,
  meeting: data.meeting || {},
  slides: data.slides || [],
  frames: [], // one element a slide, in their order
  current: 0,
  ended: false, // past the last slide
  black: false,
  grid: false,
  width: 0, // pixels that a slide is wide
  table: false, // the figures stand in place of the chart
  live: null, // a slide drawn on the spot, with its frame
  moved: 0, // how many times the slide has changed
  began: null, // when the first slide was shown
  source: data.live ? "browser" : "file", // or "saved": where the meeting comes from
  raw: null, // the meeting as it is kept, where the server draws it
};

/** The phrase `key` with its fields, such as {number}, filled in. */
function word(key, fields) {
  const words = data.words[state.language] || data.words[data.language];
  return words[key].replace(/\{(\w+)\}/g, (whole, name) =>
    fields && name in fields ? String(fields[name]) : whole);
}

/** An element: attributes as in HTML, `class` and on* handlers too; null children are left out. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Paragraphs of a text, one a line that is not empty. */
function paragraphs(text) {
  return String(text || "").split(/\n+/).filter((line) => line.trim())
    .map((line) => make("p", {}, unbroken(line)));
}

/** A text where no number typed with plain spaces is parted at the end of a line: 1 302, 4,7 %. */
function unbroken(text) { return text.replace(/(\d) (?=\d{3}(?!\d)|%)/g, "$1\u00a0"); }

/** The slide that is looked at: the meeting's, or the one drawn on the spot. */
function shown() {
  return state.live ? state.live.slide : state.slides[state.current];
}

/** The element of the slide that is looked at. */
function shownFrame() {
  return state.live ? state.live.frame : state.frames[state.current];
}

/** Say something to everyone for a while: on the screen, and to screen readers. */
let sayingEnds = 0;
function say(text, lasting) {
  const line = document.getElementById("said");
  if (!line) return;
  line.textContent = text;
  line.classList.add("on");
  clearTimeout(sayingEnds);
  sayingEnds = setTimeout(() => line.classList.remove("on"), lasting || 6000);
}

/** Say something to screen readers alone. */
function whisper(text) {
  const line = document.getElementById("whispered");
  if (line) line.textContent = text;
}

/** Run `task` when the browser has nothing better to do. */
function whenIdle(task) {
  if (window.requestIdleCallback) window.requestIdleCallback(task, { timeout: 1000 });
  else setTimeout(task, 60);
}

/** A day as people write it in the language of the meeting: Swedes write it as it stands. */
function day(iso) {
  if (!iso || state.language === "sv") return iso || "";
  const [year, month, date] = iso.split("-").map(Number);
  const names = (data.config.en.locales.en.format || {}).months || [];
  return names.length ? `${date} ${names[month - 1]} ${year}` : iso;
}

// The meeting as the browser keeps it, and what was done to it.
//
// Kept under "mote:" + the panel's path: {schema, meeting, revision, server}. Every change reads
// what is kept, changes it and writes it back at once, so that several tabs never write over each
// other; where the browser cannot keep it, the meeting lives as long as the page. Undo takes back
// one step against what stands now (merge.js), whatever another tab has done since.
import { merge, same } from "./merge.js";

export const SCHEMA = 1;
export const MOST_SLIDES = 200;
const MOST_STEPS = 300;
const ON_THE_SHELF = 5;
const ONE_STEP = 2500; // milliseconds of typing in one field that are undone together

let prefix = "/", key = "", kept = null, memory = false, newer = false, unreadable = false;
let stored = null; // the meeting as it was last read or written, what memory alone goes on from
let undoable = [], redoable = [];
let times = 0; // how often another meeting has taken the place of the one that stood
const listeners = new Set();

export function blank() {
  return { schema_version: SCHEMA, title: "", on: null, language: "sv", home: "20", as_of: null,
    slides: [], showings: [], beside: [] };
}

function fresh() { return { schema: SCHEMA, meeting: blank(), revision: 0, server: null }; }

export function open(where) {
  if (key) return;
  prefix = where;
  key = "mote:" + prefix;
  kept = read();
  window.currentMeeting = function () { return state().meeting; };
  window.addEventListener("storage", function (event) {
    if (event.key !== key && event.key !== null) return;
    kept = read();
    tell("elsewhere");
  });
}

function read() {
  if (memory) return kept;
  let text = null;
  try { text = localStorage.getItem(key); } catch (error) { memory = true; return kept || fresh(); }
  if (!text) return fresh();
  try {
    const found = JSON.parse(text);
    if (found.schema === SCHEMA && Array.isArray(found.meeting.slides)) {
      stored = found.meeting;
      return found;
    }
    newer = found.schema > SCHEMA;
  } catch (error) { /* it is put aside, not thrown away */ }
  // nothing that cannot be understood is written over
  if (newer) { memory = true; return fresh(); }
  unreadable = true;
  try { localStorage.setItem(key + ":oläsligt", text); } catch (error) { memory = true; }
  return fresh();
}

function write() {
  if (newer) return;
  try {
    if (memory) rejoin();
    localStorage.setItem(key, JSON.stringify(kept));
    memory = false;
    stored = kept.meeting;
  } catch (error) { memory = true; }
}

// There may be room again: what another tab has kept in the meantime is joined with what is here.
function rejoin() {
  const there = JSON.parse(localStorage.getItem(key));
  if (there && stored) kept.meeting = merge(stored, kept.meeting, there.meeting).meeting;
}

function tell(why) {
  document.dispatchEvent(new CustomEvent("meeting-changed"));
  listeners.forEach(function (listener) { listener(why); });
}

export function subscribe(listener) {
  listeners.add(listener);
  return function () { listeners.delete(listener); };
}

export function state() { return kept; }
// Another number when another meeting stands: for those who waited and must know which it is.
export function which() { return times; }
export function inMemory() { return memory; }
export function isNewer() { return newer; }
export function wasUnreadable() { return unreadable; }

// Where the browser could not keep the meeting, what is kept elsewhere now is not read either.
function now() { kept = read(); return kept; }

function put(meeting, server) {
  kept = Object.assign({}, kept, { meeting: meeting, revision: kept.revision + 1 },
    server === undefined ? {} : { server: server });
  write();
}

// `alter` changes a copy of the meeting. `what` is said by undo; changes with the same `field` that
// follow closely are one step.
export function change(what, alter, field) {
  const before = now().meeting;
  const after = JSON.parse(JSON.stringify(before));
  alter(after);
  if (same(before, after)) return;
  remember({ what: what, before: before, after: after, field: field || "", at: Date.now() });
  put(after);
  tell("change");
}

// What is no step of anyone's: the panel's language, numbers seen for the first time.
export function quietly(alter) {
  const after = JSON.parse(JSON.stringify(now().meeting));
  alter(after);
  if (same(after, kept.meeting)) return;
  put(after);
  tell("quiet");
}

function remember(step) {
  const last = undoable[undoable.length - 1];
  if (step.field && last && last.field === step.field && !redoable.length &&
      step.at - last.at < ONE_STEP && same(last.after, step.before)) {
    last.after = step.after;
    last.at = step.at;
  } else {
    undoable.push(step);
    if (undoable.length > MOST_STEPS) undoable.shift();
  }
  redoable = [];
}

function step(from, to, back) {
  const taken = from.pop();
  if (!taken) return null;
  const current = now().meeting;
  const base = back ? taken.after : taken.before, goal = back ? taken.before : taken.after;
  const server = taken.servers ? taken.servers[back ? 0 : 1] : undefined;
  if (taken.servers) times += 1;
  put(same(current, base) ? goal : merge(base, goal, current).meeting, server);
  to.push(taken);
  tell("change");
  return taken.what;
}

export function undo() { return step(undoable, redoable, true); }
export function redo() { return step(redoable, undoable, false); }
export function undoing() { return undoable.length ? undoable[undoable.length - 1].what : null; }
export function redoing() { return redoable.length ? redoable[redoable.length - 1].what : null; }

// Another meeting takes the place of the one that stands, which is put on the shelf.
export function replace(what, meeting, server) {
  const before = now();
  shelve(before);
  times += 1;
  remember({ what: what, before: before.meeting, after: meeting, field: "", at: Date.now(),
    servers: [before.server, server] });
  put(meeting, server);
  tell("change");
}

export function setServer(server) {
  now();
  put(kept.meeting, server);
  tell("quiet");
}

// After saving: what stands on the server, and the meeting with what others have done to it.
export function setMerged(what, meeting, server) {
  const before = now();
  if (!same(before.meeting, meeting)) {
    remember({ what: what, before: before.meeting, after: meeting, field: "", at: Date.now() });
  }
  put(meeting, server);
  tell("change");
}

export function shelf() {
  try { return JSON.parse(localStorage.getItem(key + ":hylla")) || []; } catch (error) { return []; }
}

function shelve(old) {
  if (!old.meeting.slides.length && !old.meeting.title) return;
  const day = new Date().toLocaleDateString("sv-SE");
  const others = shelf().filter(function (one) { return !same(one.meeting, old.meeting); });
  const all = [{ on: day, meeting: old.meeting, server: old.server }].concat(others);
  // as many as there is room for
  for (let count = Math.min(ON_THE_SHELF, all.length); count; count -= 1) {
    try { localStorage.setItem(key + ":hylla", JSON.stringify(all.slice(0, count))); return; }
    catch (error) { /* fewer then */ }
  }
}

export function newId() {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), function (byte) {
    return letters[byte % letters.length];
  }).join("");
}

export function newSlide(given) {
  return Object.assign({ id: newId(), kind: "view", path: "", query: "", part: "chart", title: "",
    message: "", notes: "", confirmed: [] }, given);
}

// A view from another page. The first slide of a meeting decides its home county and day.
export function add(given, page) {
  const meeting = now().meeting;
  if (meeting.slides.length >= MOST_SLIDES) return { full: true, count: meeting.slides.length };
  const day = /^\d{4}-\d{2}-\d{2}$/.test(page.day || "") ? page.day : null;
  const home = ["20", "21", "17"].includes(page.home) ? page.home : "20";
  change({ key: "did_add" }, function (meeting) {
    if (!meeting.slides.length) {
      meeting.home = home;
      if (!meeting.as_of) meeting.as_of = day;
      meeting.language = page.language === "en" ? "en" : "sv";
    }
    meeting.slides.push(newSlide(given));
  });
  const done = kept.meeting;
  const found = { count: done.slides.length, memory: memory, note: "", date: done.as_of || day };
  if (done.as_of) found.note = "added_frozen";
  else if (day) found.note = "added_latest";
  else if (done.home !== home) found.note = "added_home";
  return found;
}

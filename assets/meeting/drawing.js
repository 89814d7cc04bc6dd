// What the server says of each slide: its title, its message as it reads, its picture, its fields.
// Only what has changed is asked for, a few slides at a time.
import { post, Refusal } from "./server.js";
import { same } from "./merge.js";
import { quietly, state } from "./store.js";

const AT_ONCE = 8;
const WAIT = 350; // milliseconds after the last key
const PATIENCE = 2000; // milliseconds that saving waits for the last words to be looked at
const AGAIN = 5 * 60000; // figures may have changed on a page that has been left alone
const drawn = new Map(); // id -> {key, found}
let waiting = 0, asking = false, failed = null, listener = function () {}, asked = 0;
let source = function () { return state().meeting; }, mayWrite = true;

function key(meeting, slide) {
  const bare = Object.assign({}, slide, { id: "", notes: "" });
  return JSON.stringify([bare, meeting.language, meeting.home, meeting.as_of,
    slide.kind === "since" ? meeting : null]);
}

export function start(from, writes, notify) {
  source = from;
  mayWrite = writes;
  listener = notify;
}

// What is known of a slide: {found, current} where current tells whether it is the newest.
export function of(slide) {
  const known = drawn.get(slide.id);
  if (!known) return { found: null, current: false };
  return { found: known.found, current: known.key === key(source(), slide) };
}

export function fault() { return failed; }

export function want(soon) {
  clearTimeout(waiting);
  waiting = setTimeout(ask, soon ? 0 : WAIT);
}

// Waits until every slide is known as it stands, for a moment and only while the server can tell:
// what is saved then holds how its numbers read.
export function settled() {
  want(true);
  const end = Date.now() + PATIENCE;
  return new Promise(function (done) {
    (function look() {
      if (failed || !missing(source()).length || Date.now() > end) done();
      else setTimeout(look, 40);
    })();
  });
}

function missing(meeting) {
  return meeting.slides.filter(function (slide) {
    const known = drawn.get(slide.id);
    return !known || known.key !== key(meeting, slide);
  });
}

async function ask() {
  if (asking) return;
  const meeting = source();
  const slides = missing(meeting).slice(0, AT_ONCE);
  if (!slides.length) return;
  asking = true;
  const ids = slides.map(function (slide) { return slide.id; });
  // what has changed since the last meeting concerns every slide; all else only itself
  const whole = slides.some(function (slide) { return slide.kind === "since"; });
  const bare = slides.map(function (slide) { return Object.assign({}, slide, { notes: "" }); });
  const body = Object.assign({}, meeting, whole ? {} : { slides: bare });
  const keys = new Map(slides.map(function (slide) { return [slide.id, key(meeting, slide)]; }));
  try {
    const answer = await post("mote/rita", body, { bilder: ids.join(","), figur: "0" });
    answer.slides.forEach(function (found) {
      drawn.set(found.id, { key: keys.get(found.id), found: found });
    });
    failed = null;
    asked = Date.now();
    if (mayWrite) note(answer.slides);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    failed = error;
  } finally {
    asking = false;
  }
  listener();
  if (!failed) want(true);
}

// Numbers that are new in a message are read by whoever wrote them; those that have changed since
// someone last read it stay until it is read again. Nobody's step to undo.
function note(found) {
  quietly(function (meeting) {
    found.forEach(function (one) {
      const slide = meeting.slides.find(function (other) { return other.id === one.id; });
      const known = drawn.get(one.id);
      if (!slide || known.key !== key(meeting, slide) || same(one.rewritten, slide.confirmed)) return;
      slide.confirmed = one.rewritten;
      known.key = key(meeting, slide);
    });
  });
}

export function forget() { drawn.clear(); want(true); }

document.addEventListener("visibilitychange", function () {
  if (document.visibilityState === "visible" && asked && Date.now() - asked > AGAIN) {
    asked = Date.now();
    drawn.forEach(function (known) { known.key = ""; });
    want(true);
  }
});

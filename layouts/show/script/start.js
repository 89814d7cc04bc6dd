// Fetch the meeting and its slides once, build the document, and show the slide of the address.

/** Have the server draw the slides of a meeting. */
function postMeeting(meeting) {
  const language = meeting.language === "en" ? "?sprak=en" : "";
  return fetch(`${data.prefix}mote/rita${language}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(meeting),
  }).then((answer) => {
    if (answer.ok) return answer.json();
    return answer.json().catch(() => ({})).then((found) => {
      throw new Told(found.faults ? "refused" : "no_answer", !found.faults, found.faults);
    });
  });
}

/** The meeting to show: the saved one of the address, or the browser's own. */
function findMeeting() {
  const key = new URLSearchParams(window.location.search).get("nyckel");
  if (key) {
    state.source = "saved";
    return fetch(`${data.prefix}mote/hamta`, { headers: { "Meeting-Key": key } }).then((answer) => {
      if ([400, 404, 410].includes(answer.status)) throw new Told("not_found");
      if (!answer.ok) throw new Told("no_answer", true);
      return answer.json().then((found) => found.meeting || found);
    });
  }
  let text = null;
  try { text = window.localStorage.getItem(place()); } catch (error) { /* as if there were none */ }
  if (!text) return Promise.reject(new Told("no_meeting"));
  const found = kept();
  return found ? Promise.resolve(found.meeting) : Promise.reject(new Told("unreadable"));
}

/** What went wrong, by the key of its words; `again` where it may go well another time. */
class Told extends Error {
  constructor(key, again, faults) {
    super(key);
    this.key = key;
    this.again = Boolean(again);
    this.faults = faults || [];
  }
}

function fetchAll() {
  document.body.append(make("p", { id: "wait", role: "status" }, word("loading")));
  findMeeting().then((meeting) => {
    state.raw = meeting;
    state.meeting = meeting;
    if (data.words[meeting.language]) state.language = meeting.language;
    document.documentElement.lang = state.language;
    if (!meeting.slides.length) throw new Told("no_slides");
    return postMeeting(meeting);
  }).then((answer) => {
    state.slides = answer.slides;
    build();
  }).catch((error) => tellWrong(error instanceof Told ? error : new Told("no_answer", true)));
}

function tellWrong(told) {
  const wait = document.getElementById("wait");
  if (wait) wait.remove();
  document.title = word(told.key);
  document.body.append(make("main", { class: "wrong" },
    make("h1", {}, word(told.key)), make("p", {}, word(`${told.key}_do`)),
    ...told.faults.map((fault) => make("p", {}, fault)),
    make("p", {}, told.again
      ? make("button", { type: "button", onclick: () => window.location.reload() }, word("again")) : null,
    make("a", { href: `${data.prefix}mote` }, word("to_meeting")))));
}

function build() {
  const wait = document.getElementById("wait");
  if (wait) wait.remove();
  const title = state.meeting.title || word("untitled");
  state.slides.forEach((slide, index) => { state.frames.push(makeFrame(slide, index)); });
  const stage = make("main", { id: "stage" },
    make("h1", {}, title, make("span", { class: "day" }, ` ${standingDay()}`)),
    ...state.frames, data.live ? endPage() : null,
    make("div", { id: "paper-tables", hidden: true }));
  document.body.append(stage, toolbar(),
    make("p", { id: "said", role: "status" }), make("p", { id: "whispered", role: "status", class: "unseen" }),
    make("div", { id: "blackness", "aria-hidden": "true", onclick: () => toggleBlack(false) }));
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => go(addressed(), "address"));
  window.addEventListener("resize", refit);
  ["mousemove", "touchstart", "focusin"].forEach((kind) => {
    document.addEventListener(kind, stir, { passive: true });
  });
  listenToFingers(stage);
  refit();
  go(addressed(), "first");
  stir();
  document.documentElement.dataset.shown = "yes";
  if (/[?&](skriv-ut|utskrift)\b/.test(window.location.search)) whenIdle(() => { toPaper(); window.print(); });
}

/** The day of the meeting, and which figures it shows. */
function standingDay() {
  const known = state.meeting.as_of ? word("as_of", { date: day(state.meeting.as_of) }) : "";
  const made = data.live ? "" : word("made", { date: day(data.made) });
  return [state.meeting.on ? day(state.meeting.on) : "", data.office, known, made].filter(Boolean).join(" · ");
}

if (data.live) fetchAll(); else build();

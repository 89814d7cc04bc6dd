// Questions on the spot: another indicator, other places, another way to show them.
//
// The answer is a slide of its own before the others; it is not part of the meeting.

const VIEWS = ["utveckling", "rangordning", "tva_tidpunkter", "niva_forandring", "karta", "smadiagram"];

/** The query of the slide that is looked at, or an empty one where it is no view of Jämför. */
function query() {
  const address = (shown() || {}).address || "";
  const inner = address.startsWith("/jamfor") ? address : "";
  return new URLSearchParams(inner.split("?")[1] || "");
}

function isView() {
  return ((shown() || {}).address || "").startsWith("/jamfor");
}

function canAsk() {
  if (!data.live) say(word("live_off"), 9000);
  return data.live;
}

function openSearch() {
  if (!canAsk()) return;
  const items = data.offer[state.language].indicators;
  const found = picker({
    label: word("search_label", { count: items.length }),
    items,
    chosen: (item) => {
      if (!item) return;
      const asked = new URLSearchParams({ indikator: item.code });
      const places = query().get("platser");
      if (places) asked.set("platser", places);
      dialog.close();
      ask(asked);
    },
  });
  const dialog = openDialog(word("search_title"), ...found.parts, make("p", { class: "how" }, word("search_how")));
  found.input.focus();
}

function openPlaces() {
  if (!canAsk()) return;
  if (!isView()) { say(word("places_only_views")); return; }
  const items = data.offer[state.language].places;
  const asked = query();
  let codes = (asked.get("platser") || "").split(",").filter(Boolean);
  if (!codes.length) codes = (shown().places || []).slice();
  const name = (code) => (items.find((item) => item.code === code) || { name: code }).name;
  const line = make("p", { role: "status", class: "chosen" });
  const tell = () => {
    line.textContent = codes.length
      ? word("places_chosen", { places: codes.map(name).join(", ") }) : word("places_none");
  };
  const draw = () => {
    if (codes.length) asked.set("platser", codes.join(",")); else asked.delete("platser");
    dialog.close();
    ask(asked);
  };
  const found = picker({
    label: word("places_label"),
    items,
    marked: (item) => codes.includes(item.code),
    chosen: (item) => {
      if (!item) { draw(); return; }
      codes = codes.includes(item.code)
        ? codes.filter((code) => code !== item.code) : codes.concat(item.code);
      tell();
    },
  });
  tell();
  const dialog = openDialog(word("places_title"), line, ...found.parts,
    make("p", { class: "how" }, word("places_how")),
    make("button", { type: "button", class: "main-action", onclick: draw }, word("places_show")));
  found.input.focus();
}

function nextView() {
  if (!canAsk()) return;
  if (!isView()) { say(word("places_only_views")); return; }
  const asked = query();
  const at = VIEWS.indexOf(asked.get("vy") || VIEWS[0]);
  asked.set("vy", VIEWS[(at + 1) % VIEWS.length]);
  ask(asked);
}

/** Have the server draw one view, and show it. */
let asking = 0;
function ask(asked) {
  const number = (asking += 1);
  say(word("drawing"), 20000);
  const meeting = Object.assign({}, state.raw, {
    slides: [{ id: "svar", kind: "view", path: "/jamfor", query: `?${asked}` }],
  });
  postMeeting(meeting).then(
    (answer) => { if (number === asking) showLive(answer.slides[0]); },
    (error) => {
      if (number !== asking) return;
      say(error.faults && error.faults.length ? error.faults.join(" ") : word("live_no_answer"), 12000);
    }
  );
}

function showLive(slide) {
  // Back leads to the slide again
  if (!leaveLive()) window.history.pushState({ live: true }, "", window.location.hash);
  closeData();
  if (state.grid) closeGrid();
  if (state.ended) { state.ended = false; }
  state.live = { slide, frame: null };
  const frame = makeFrame(slide, -1);
  state.live.frame = frame;
  frame.classList.add("live");
  frame.querySelector("header").prepend(make("p", { class: "live-note" },
    word("on_the_spot", { number: state.current + 1 }),
    make("button", { type: "button", onclick: () => backToSlide() },
      word("back_to_slide", { number: state.current + 1 }))));
  document.getElementById("stage").append(frame);
  say("", 1);
  render();
  announce();
}

/** Take the slide drawn on the spot away. */
function leaveLive() {
  if (!state.live) return false;
  closeData();
  state.live.frame.remove();
  state.live = null;
  return true;
}

function backToSlide() {
  if (!leaveLive()) return;
  if (window.history.state && window.history.state.live) window.history.back();
  render();
  announce();
}

// From slide to slide: by step, by number, by the address and by Back.

/** Show the slide of an index; past the last one stands the end. */
function go(index, how) {
  const most = state.slides.length - 1;
  const end = index > most && data.live && most >= 0;
  const target = Math.max(0, Math.min(index, most));
  if (state.grid) closeGrid();
  if (state.black) toggleBlack(false);
  const same = target === state.current && end === state.ended && !state.live && state.moved > 0;
  if (same) return;
  leaveLive();
  closeData();
  document.getElementById("said").classList.remove("on");
  state.current = target;
  state.ended = end;
  state.moved += 1;
  if (!state.began) state.began = Date.now();
  render();
  if (how !== "address") keepAddress(how === "first");
  announce();
}

function closeData() {
  const frame = shownFrame();
  if (state.table && frame) toggleData(false);
}

/** Make the screen show what the state says. */
function render() {
  state.frames.forEach((frame, index) => {
    frame.classList.toggle("on", !state.live && !state.ended && index === state.current);
  });
  if (state.live) state.live.frame.classList.add("on");
  const end = document.getElementById("end");
  if (end) end.classList.toggle("on", state.ended && !state.live);
  const frame = state.ended ? null : shownFrame();
  if (frame && !frame.fitted) fit(frame);
  const slide = shown();
  const name = state.meeting.title || word("untitled");
  document.title = state.ended || !slide ? name : `${state.current + 1}. ${slide.title || name} – ${name}`;
  tools.count.textContent = state.ended ? "–" : `${state.current + 1} / ${state.slides.length}`;
  tools.previous.disabled = state.current === 0 && !state.ended && !state.live;
  tools.next.disabled = state.ended || (!data.live && state.current >= state.slides.length - 1);
  presenterFollows();
  if (state.live === null) drawAhead();
}

/** Tell whoever does not see the screen which slide it is. */
function announce() {
  const inTools = document.activeElement && document.activeElement.closest("#tools, dialog");
  if (state.ended) {
    document.getElementById("end").querySelector("h2").focus({ preventScroll: true });
    return;
  }
  const frame = shownFrame();
  if (!frame) return;
  window.scrollTo(0, 0);
  if (inTools) {
    const number = state.current + 1;
    whisper(`${word("slide_of", { number, count: state.slides.length })}: ${shown().title}`);
  } else frame.querySelector(".slide").focus({ preventScroll: true });
}

function keepAddress(replacing) {
  const hash = state.ended ? "#slut" : `#${state.current + 1}`;
  if (window.location.hash === hash) return;
  try {
    window.history[replacing ? "replaceState" : "pushState"](null, "", hash);
  } catch (error) { /* a file in some browsers: the show goes on without an address */ }
}

/** The slide that the address names, counted from 0. */
function addressed() {
  if (window.location.hash === "#slut") return state.slides.length;
  const number = parseInt(window.location.hash.slice(1), 10);
  return Number.isFinite(number) && number > 0 ? number - 1 : 0;
}

// --- a number and Enter

let typed = "";
let typedEnds = 0;

function typeDigit(digit) {
  typed = (typed + digit).slice(-3);
  say(word("go_to", { number: Number(typed) }), 4000);
  clearTimeout(typedEnds);
  typedEnds = setTimeout(() => { typed = ""; }, 4000);
}

/** Go to the number that was typed. Tells whether there was one. */
function enterNumber() {
  if (!typed) return false;
  const number = Number(typed);
  typed = "";
  const count = state.slides.length;
  if (number < 1 || number > count) say(word("no_such_slide", { number, count }));
  else { say("", 1); go(number - 1); }
  return true;
}

// --- black

function toggleBlack(wanted) {
  state.black = wanted === undefined ? !state.black : wanted;
  document.documentElement.classList.toggle("black", state.black);
  document.getElementById("stage").inert = state.black;
  tools.bar.inert = state.black;
  whisper(word(state.black ? "black" : "white_again"));
  presenterFollows();
}

function fullScreen() {
  const refused = () => say(word("full_screen_refused"));
  if (document.fullscreenElement) { document.exitFullscreen(); return; }
  const root = document.documentElement;
  if (!root.requestFullscreen) { refused(); return; }
  root.requestFullscreen().catch(refused);
}

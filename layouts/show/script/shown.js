// After the last slide: the showing can be noted in the meeting that the browser keeps.

/** Where the page Meeting keeps its meeting, as {schema, meeting, revision, server}. */
function place() {
  return `mote:${data.prefix}`;
}

function endPage() {
  const title = make("h2", { tabindex: "-1" }, word("end_title"));
  const first = make("button", { type: "button", onclick: () => go(0) }, word("end_first"));
  const back = data.live ? make("a", { href: `${data.prefix}mote` }, word("to_meeting")) : null;
  return make("section", { id: "end", "aria-labelledby": "end-title" },
    Object.assign(title, { id: "end-title" }),
    state.meeting.title ? make("p", { class: "of" }, state.meeting.title) : null,
    noting(), make("p", { class: "ways" }, first, back));
}

/** The day as the reader's own clock has it. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** What is kept in the browser, or null where there is nothing that can be read. */
function kept() {
  try {
    const found = JSON.parse(window.localStorage.getItem(place()));
    return found && found.schema === 1 && Array.isArray(found.meeting.slides) ? found : null;
  } catch (error) { return null; }
}

/** Whether the meeting in the browser is the one that was shown. */
function sameMeeting(meeting) {
  const ids = (one) => one.slides.map((slide) => slide.id).join(" ");
  return Boolean(meeting && state.raw && meeting.title === state.raw.title && ids(meeting) === ids(state.raw));
}

function noting() {
  if (!data.live) return null;
  const found = kept();
  const meeting = found && found.meeting;
  if (!sameMeeting(meeting)) return make("p", { class: "quiet" }, word("end_elsewhere"));
  const on = today();
  if ((meeting.showings || []).some((showing) => showing.on === on)) {
    return make("p", { class: "quiet" }, word("end_already", { date: day(on) }));
  }
  const to = make("input", { type: "text", id: "shown-to", maxlength: "300", autocomplete: "off" });
  const form = make("form", {
    class: "noting",
    onsubmit: (event) => {
      event.preventDefault();
      form.replaceChildren(make("p", { role: "status", tabindex: "-1" },
        word(note(on, to.value.trim()) ? "end_noted" : "end_failed")));
      form.firstChild.focus();
    },
  },
    make("p", {}, word("end_ask")), make("label", { for: "shown-to" }, word("end_to")), to,
    make("button", { type: "submit", class: "main-action" }, word("end_note", { date: day(on) })));
  return form;
}

/** Write the showing into the meeting as it is kept now: another tab may have changed it since. */
function note(on, title) {
  const found = kept();
  if (!found || !sameMeeting(found.meeting)) return false;
  found.meeting.showings = (found.meeting.showings || []).concat({ on, title });
  found.revision = (found.revision || 0) + 1;
  try {
    window.localStorage.setItem(place(), JSON.stringify(found));
    return true;
  } catch (error) { return false; }
}

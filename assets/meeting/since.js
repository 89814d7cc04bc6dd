// "Sedan förra mötet": when the meeting has been shown, and what has changed since the last time.
import { button, h, say } from "./elements.js";
import { same } from "./merge.js";
import { post, Refusal } from "./server.js";
import { change, newSlide } from "./store.js";

export function sincePanel(source, fixed, said) {
  const today = new Date().toLocaleDateString("sv-SE");
  const shown = h("ul", { class: "plain showings" });
  const found = h("div", { class: "since-found" });
  const none = h("p", null, say("since_none"));
  const mark = button(say("since_mark"), function () {
    change({ key: "did_showing" }, function (meeting) {
      meeting.showings = meeting.showings || [];
      if (!meeting.showings.some(function (one) { return one.on === today; })) {
        meeting.showings.push({ on: today, title: "" });
      }
    });
    said(say("since_noted"));
  });
  const element = h("details", { class: "more since", ontoggle: ask },
    h("summary", null, h("h2", null, say("since"))), none, shown, fixed ? "" : mark, found);
  let asked = "";

  function ask() {
    const meeting = source();
    if (!element.open || !(meeting.showings || []).length) { found.replaceChildren(); asked = ""; return; }
    const text = JSON.stringify(meeting);
    if (text === asked) return;
    asked = text;
    const slide = newSlide({ id: "sedan", kind: "since" });
    const body = Object.assign({}, meeting, { slides: meeting.slides.slice(0, 199).concat(slide) });
    post("mote/rita", body, { bilder: "sedan" }).then(function (answer) {
      if (asked !== text) return;
      const one = answer.slides[0];
      const table = h("div", { class: "scroll", tabindex: "0", role: "region",
        "aria-label": say("since") });
      table.innerHTML = one.table; // made and escaped by the panel itself
      found.replaceChildren(h("ul", null, ...one.lines.map(function (line) {
        return h("li", null, line);
      })), ...one.notices.map(function (line) { return h("p", null, line); }),
      one.table ? table : "");
    }).catch(function (error) {
      if (!(error instanceof Refusal)) throw error;
      found.replaceChildren(h("p", { class: "notice" }, error.faults.join(" ")));
    });
  }

  let before = null;
  return {
    element: element,
    update: function () {
      const showings = source().showings || [];
      if (!same(before, showings)) {
        before = showings;
        none.hidden = Boolean(showings.length);
        shown.replaceChildren(...showings.slice().reverse().map(function (one) {
          return h("li", null, say("since_shown", { date: one.on }), one.title ? " – " + one.title : "",
            fixed ? "" : button(say("remove"), function () {
              change({ key: "did_showing" }, function (meeting) {
                meeting.showings = meeting.showings.filter(function (other) { return !same(other, one); });
              });
            }, { class: "quiet", "aria-label": say("since_forget", { date: one.on }) }));
        }));
      }
      ask();
    },
  };
}

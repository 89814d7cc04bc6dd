// The Möte page: mounted into #meeting by assets/meeting_add.js, drawn anew from the meeting
// whenever it changes, here or in another tab.
import { button, h, say, setText, slidesSaid, speak } from "./elements.js";
import * as drawing from "./drawing.js";
import { headForm } from "./head.js";
import { slideList } from "./list.js";
import { reach } from "./server.js";
import { sincePanel } from "./since.js";
import { toolbar } from "./tools.js";
import * as saved from "./saved.js";
import * as store from "./store.js";

// a field that nothing could be put in place of, see indicators/meeting/fields
const UNFILLED = /\{[^{}\s][^{}]*\}/;
let unmount = function () {};

// The key of the saved meeting that the address asks for, behind #: no server is told of it.
function keyAsked() {
  const found = /^#([a-z2-7]{32})$/.exec(location.hash);
  return found ? found[1] : "";
}

export function mount(holder, prefix) {
  unmount();
  const given = Object.assign(JSON.parse(holder.dataset.meeting), { key: keyAsked() });
  speak(given.words);
  reach(prefix, given.language);
  store.open(prefix);
  store.quietly(function (meeting) { meeting.language = given.language; });
  if (!given.key) { draw(holder, prefix, given, null); return; }
  holder.replaceChildren(h("p", { role: "status" }, say("working")));
  saved.fetchSaved(given.key).then(function (found) {
    if (found.edit) {
      const aside = saved.takeIn(given.key, found);
      // whoever sees the screen does not see the address with which the meeting is changed
      history.replaceState({}, "", prefix + "mote" + location.search);
      draw(holder, prefix, given, null, [say("fetched"), aside ? say("put_aside") : "",
        found.warning, ...found.faults]);
    } else {
      draw(holder, prefix, given, Object.assign({}, found.meeting, { language: given.language }),
        [found.warning, ...found.faults]);
    }
  }).catch(function (error) {
    draw(holder, prefix, given, null, [say("not_fetched"), ...(error.faults || [])], true);
    if (!error.faults) throw error;
  });
}

// `viewed` is a saved meeting that may be seen and not changed; else the reader's own is shown.
function draw(holder, prefix, given, viewed, told, alarm) {
  const fixed = Boolean(viewed);
  // another tab may show the meeting in the other language
  const source = function () {
    return viewed || Object.assign({}, store.state().meeting, { language: given.language });
  };
  const inner = function (address) { return prefix + address.replace(/^\//, ""); };
  const status = h("p", { class: "unseen", role: "status" });
  const alerts = h("div", { class: "meeting-alerts" });

  function said(text) {
    status.textContent = "";
    setTimeout(function () { setText(status, text); }, 60);
  }
  // What must be read before one goes on; stays until it is closed or something newer is said.
  function alarmed(texts, wrong, more) {
    const shown = texts.filter(Boolean);
    alerts.replaceChildren();
    if (!shown.length) return;
    const box = h("div", { class: "notice", role: wrong ? "alert" : "status", tabindex: "-1" });
    alerts.append(box);
    box.append(...shown.map(function (text) { return h("p", null, text); }), ...(more || []),
      button(say("close"), function () { alerts.replaceChildren(); }, { class: "quiet" }));
    box.scrollIntoView({ block: "nearest" });
  }

  const list = slideList(inner, said, source, fixed);
  const tools = toolbar({ given: given, prefix: prefix, source: source, fixed: fixed, said: said,
    alarmed: alarmed });
  const form = headForm(given, source, fixed);
  const counted = h("span");
  const heading = h("h2", { id: "meeting-slides", tabindex: "-1" }, say("slides") + " ", counted);
  const empty = emptyState(inner, given);
  const since = sincePanel(source, fixed, said);
  const more = h("div", { class: "meeting-more", role: "group", "aria-label": say("add_more") },
    h("span", { class: "choice-head" }, say("add_more")),
    ...["section", "text", "since"].map(function (kind) {
      return button(say("kind_" + kind), function () { list.append(kind); });
    }));
  const fault = h("div", { class: "notice", role: "alert", hidden: true });
  const kept = h("div", { class: "notice", role: "alert", hidden: true });

  function update() {
    const meeting = source(), count = meeting.slides.length;
    setText(counted, "(" + slidesSaid(count) +
      openSaid(meeting, "stale_one", "stale_many", function (found) { return found.stale.length; }) +
      openSaid(meeting, "unfilled_one", "unfilled_many",
        function (found) { return UNFILLED.test(found.message); }) +
      ")");
    empty.hidden = Boolean(count);
    list.element.hidden = !count;
    form.update();
    list.update();
    tools.update();
    since.update();
    const wrong = store.isNewer() ? "newer" : store.inMemory() ? "memory"
      : store.wasUnreadable() ? "unreadable" : "";
    kept.hidden = fixed || !wrong;
    if (wrong) setText(kept, say(wrong));
    showFault();
  }

  function showFault() {
    const failed = drawing.fault();
    fault.hidden = !failed;
    const text = failed ? failed.faults.join(" ") : "";
    if (fault.dataset.told === text) return;
    fault.dataset.told = text;
    fault.replaceChildren(...(failed ? [h("p", null, say("not_drawn") + " " + text),
      button(say("retry"), function () { drawing.want(true); })] : []));
  }

  // how many slides wait for their analyst, by what `waits` finds in them
  function openSaid(meeting, one, many, waits) {
    const open = meeting.slides.filter(function (slide) {
      const known = drawing.of(slide);
      return known.current && waits(known.found);
    }).length;
    return open ? ", " + say(open === 1 ? one : many, { count: open }) : "";
  }

  // another link was put into the address, or a link within the page led away from the key
  function moved() {
    const key = keyAsked();
    if (key && key !== given.key) mount(holder, prefix);
    else if (!key && fixed) history.replaceState({}, "", "#" + given.key);
  }

  function keys(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const letter = event.key.toLowerCase();
    if (letter !== "z" && letter !== "y") return;
    const field = event.target;
    // in a field Ctrl+Z is the field's own
    if (/^(TEXTAREA|SELECT)$/.test(field.tagName) ||
        (field.tagName === "INPUT" && field.type !== "radio")) return;
    event.preventDefault();
    if (letter === "y" || event.shiftKey) tools.redo(); else tools.undo();
  }

  holder.replaceChildren(status,
    fixed ? h("p", { class: "notice view-only" }, say("view_only")) : "",
    tools.element, alerts, tools.panel, kept, form.element,
    h("section", { "aria-labelledby": "meeting-slides" }, heading, fault,
      fixed ? "" : h("p", { class: "small keys" }, say("keys")), empty, list.element,
      fixed ? "" : more),
    since.element);
  drawing.start(source, !fixed, update);
  const stop = store.subscribe(function () {
    if (!holder.isConnected) { unmount(); return; }
    update();
    drawing.want();
  });
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", moved);
  const dropping = fixed ? function () {} : tools.dropOn(holder);
  unmount = function () {
    stop();
    dropping();
    document.removeEventListener("keydown", keys);
    window.removeEventListener("hashchange", moved);
    unmount = function () {};
  };
  update();
  alarmed(told || [], alarm);
  drawing.want(true);
}

function emptyState(inner, given) {
  const query = (given.language === "en" ? "?sprak=en" : "");
  const way = function (key, path) {
    return h("a", { href: inner(path + query), "data-nav": "", class: "button" }, say(key));
  };
  return h("div", { class: "meeting-empty" },
    h("h3", null, say("empty_head")), h("p", null, say("empty_how")),
    h("ol", null, h("li", null, say("empty_first")), h("li", null, say("empty_second")),
      h("li", null, say("empty_third"))),
    h("p", null, say("empty_or")),
    h("p", { class: "ways" }, way("to_compare", "/jamfor"),
      way("to_county", "/county/" + given.home), way("to_strategy", "/strategi")));
}

// The buttons of the page: show, save, hand out, open, bring a deck up to date, begin anew, undo.
import { button, h, say, setAttribute, setText, slidesSaid } from "./elements.js";
import { address, fetchFile, post, Refusal } from "./server.js";
import { blank, redo, redoing, replace, shelf, state, undo, undoing } from "./store.js";
import { savePanel } from "./saved.js";
import { updatePanel } from "./update.js";

const MOST = 2000000; // bytes of a meeting file

export function toolbar(page) {
  const { given, source, fixed, said, alarmed } = page;
  const show = h("a", { class: "button strong", target: "_blank", rel: "opener",
    href: shown(false) }, say("show"),
    h("span", { class: "unseen" }, " (" + say("show_new") + ")"));
  const undoing_ = h("button", { type: "button", class: "button", onclick: goBack }, say("undo"));
  const redoing_ = h("button", { type: "button", class: "button", onclick: goOn }, say("redo"));
  const panel = h("div", { class: "meeting-panel" });
  const files = menu(say("hand_out"), given.kinds.map(function (kind) {
    return menuItem(say("file_" + kind), function () { handOut(kind); });
  }).concat(h("li", null, h("a", { href: shown(true), target: "_blank", rel: "opener" }, say("print"))),
    menuItem(say("print_agenda"), function () { window.print(); })));
  const picker = h("input", { type: "file", accept: ".json,.mote.json,application/json", hidden: true,
    "aria-label": say("open_file"), tabindex: "-1",
    onchange: function () { if (picker.files[0]) openFile(picker.files[0]); picker.value = ""; } });
  const opening = h("ul");
  const open = menu(say("open"), [], opening);
  const save = savePanel(page, panel);
  const update = updatePanel(page, panel);

  function shown(paper) {
    const query = {};
    if (fixed) query.nyckel = given.key;
    if (paper) query.utskrift = "1";
    return address("mote/visa", query);
  }

  function menu(label, items, list) {
    const inner = list || h("ul");
    inner.append(...items);
    return h("details", { class: "menu" }, h("summary", { class: "button" }, label), inner);
  }

  function menuItem(label, act) {
    return h("li", null, h("button", { type: "button", class: "menu-item", onclick: function (event) {
      const details = event.target.closest("details");
      details.open = false;
      details.querySelector("summary").focus();
      act();
    } }, label));
  }

  // What was done, in words: its phrase, and the number of the slide.
  function what(step) { return step ? say(step.key, { number: step.number }) : ""; }

  function goBack() {
    const done = undo();
    if (done) said(say("undone", { what: what(done) }));
  }
  function goOn() {
    const done = redo();
    if (done) said(say("redone", { what: what(done) }));
  }

  async function handOut(kind) {
    alarmed([say("working")]);
    try {
      const name = await fetchFile("mote/fil/" + kind, source());
      alarmed([]);
      said(say("downloaded", { file: name }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      alarmed([say("not_written"), ...error.faults], true);
    }
  }

  async function openFile(file) {
    const refuse = function (faults) {
      alarmed([say("not_opened", { file: file.name }), ...faults], true);
    };
    if (file.size > MOST) { refuse([say("file_large", { megabytes: MOST / 1000000 })]); return; }
    try {
      const found = await post("mote/las", file);
      const had = state().meeting.slides.length;
      const meeting = Object.assign(found.meeting, { language: given.language });
      replace({ key: "did_open" }, meeting, null);
      alarmed([say("opened", { file: file.name }), had ? say("put_aside") : "", ...found.faults]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(error.faults);
    }
  }

  function fromShelf(one) {
    replace({ key: "did_open" }, Object.assign({}, one.meeting, { language: given.language }),
      one.server);
    said(say("put_aside"));
  }

  function begin() {
    const had = state().meeting.slides.length;
    replace({ key: "did_new" }, Object.assign(blank(), { language: given.language, home: given.home }),
      null);
    alarmed(had ? [say("put_aside")] : []);
  }

  let onShelf = null;
  function showShelf() {
    const there = shelf();
    const text = JSON.stringify(there.map(function (one) { return [one.on, one.meeting.title, one.meeting.slides.length]; }));
    if (text === onShelf) return;
    onShelf = text;
    opening.replaceChildren(menuItem(say("open_file"), function () { picker.click(); }),
      h("li", { class: "small hint" }, say("open_hint")),
      ...(there.length ? [h("li", { class: "small hint" }, say("shelf"))] : []),
      ...there.map(function (one) {
        const words = { title: one.meeting.title || say("title_none"), date: one.on,
          slides: slidesSaid(one.meeting.slides.length) };
        return menuItem(say("shelf_item", words), function () { fromShelf(one); });
      }));
  }

  const element = h("div", { class: "meeting-tools", role: "group", "aria-label": say("tools") },
    h("div", { class: "actions" }, show, files, ...(fixed ? save.fixed : [
      save.button, open, picker, update.button, button(say("new"), begin), undoing_, redoing_])));

  function step(one, label, done) {
    const there = done ? say(label + "_what", { what: what(done) }) : say(label);
    setText(one, there);
    setAttribute(one, "aria-disabled", String(!done));
  }

  return {
    element: element,
    panel: panel,
    undo: goBack,
    redo: goOn,
    dropOn: function () { return dropped(openFile); },
    update: function () {
      step(undoing_, "undo", undoing());
      step(redoing_, "redo", redoing());
      if (!fixed) showShelf();
      save.update();
    },
  };
}

// A file that is dropped anywhere on the page is opened; returns what stops it.
function dropped(openFile) {
  const cover = h("div", { class: "drop-cover", hidden: true, "aria-hidden": "true" }, say("drop_here"));
  document.body.appendChild(cover);
  const hasFile = function (event) {
    return event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  };
  const over = function (event) {
    if (!hasFile(event)) return;
    event.preventDefault();
    cover.hidden = false;
  };
  const leave = function (event) { if (!event.relatedTarget) cover.hidden = true; };
  const drop = function (event) {
    cover.hidden = true;
    if (!hasFile(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files[0]) openFile(event.dataTransfer.files[0]);
  };
  const all = [["dragover", over], ["dragleave", leave], ["drop", drop]];
  all.forEach(function ([name, act]) { document.addEventListener(name, act); });
  return function () {
    all.forEach(function ([name, act]) { document.removeEventListener(name, act); });
    cover.remove();
  };
}

// One slide in the list: its picture, its words, its numbers that have changed, its buttons.
import { button, h, labelled, say, setAttribute, setText, setValue } from "./elements.js";
import { messageField } from "./message.js";
import * as drawing from "./drawing.js";
import { guardList } from "./guard.js";
import { change } from "./store.js";

const MISSING = "–"; // how the panel writes that a number is not there

// `act` has move(id, by), remove(id), duplicate(id), said(text); `inner(address)` puts an address
// under the panel's path; `fixed` is a slide that can only be read.
export function slideItem(given, act, inner, fixed) {
  const id = given.id, kind = given.kind;
  let slide = null, number = 0, count = 0, found = null;
  const head = h("h2", { class: "slide-head", tabindex: "-1" });
  const picture = h("img", { alt: "", width: "160", height: "90" });
  const handle = h("span", { class: "drag", title: say("drag"), "aria-hidden": "true" }, "⠿");
  const note = h("div", { class: "slide-notes" });
  const stale = h("div", { class: "stale notice", hidden: true });
  const reads = h("p", { class: "reads", hidden: true });
  const subtitle = h("p", { class: "small subtitle" });
  const address = h("a", { class: "small", "data-nav": "" }, say("view_address"));
  const lines = h("ul", { class: "plain lines", hidden: true });
  const paper = h("div", { class: "paper" });

  const title = h("input", { type: "text", maxlength: "300" });
  const message = messageField(say(kind === "text" ? "text" : "message"),
    kind === "view" ? say("message_hint") : "",
    function () { return found ? found.completions : []; },
    function (text) { edit("did_message", "message", text); });
  const notes = h("textarea", { rows: "3", maxlength: "10000" });
  const notesHead = h("summary", null, say("notes"));
  const parts = ["chart", "table"].map(function (part) {
    return h("input", { type: "radio", name: "part-" + id, value: part,
      onchange: function () { edit("did_part", "part", part); } });
  });
  const part = h("fieldset", { class: "part" }, h("legend", null, say("part")),
    ...parts.map(function (field) {
      return h("label", null, field, " " + say("part_" + field.value));
    }));
  const up = tool("move_up", "↑", function () { act.move(id, -1); });
  const down = tool("move_down", "↓", function () { act.move(id, 1); });
  const tools = h("div", { class: "slide-tools", role: "group" }, up, down,
    tool("duplicate", null, function () { act.duplicate(id); }),
    tool("remove", null, function () { act.remove(id); }));

  function tool(key, sign, press) {
    return h("button", { type: "button", class: sign ? "button arrow" : "quiet", "data-tool": key,
      onclick: press }, sign || say(key));
  }

  const guard = guardList(function (fields) {
    change({ key: "did_guard", number: number }, function (meeting) {
      const own = meeting.slides.find(function (one) { return one.id === id; });
      if (own) Object.assign(own, fields);
    });
  }, function () { head.focus({ preventScroll: true }); }, fixed);

  function edit(what, field, value) {
    change({ key: what, number: number }, function (meeting) {
      const own = meeting.slides.find(function (one) { return one.id === id; });
      if (own) own[field] = value;
    }, id + ":" + field);
  }

  title.addEventListener("input", function () { edit("did_title", "title", title.value); });
  notes.addEventListener("input", function () { edit("did_notes", "notes", notes.value); });

  const element = h("li", { class: "slide kind-" + kind, "data-slide": id },
    h("div", { class: "slide-side" }, h("div", { class: "slide-grip" }, head, fixed ? null : handle),
      h("div", null, picture, kind === "view" ? null
        : h("p", { class: "small" }, say("kind_" + kind)))),
    h("div", { class: "slide-main" }, note, stale,
      labelled(say("slide_title"), title), h("div", { class: "slide-view" }, subtitle, address),
      message.element, reads, lines, guard.element,
      h("div", { class: "slide-more" }, part,
        h("details", null, notesHead, labelled(say("notes"), notes, { class: "field notes" }))),
      paper),
    fixed ? null : tools);
  // a slide without a view has no numbers to choose from
  if (kind === "section" || kind === "text") message.element.querySelector(".label-row button").remove();
  if (fixed) {
    [title, notes, message.area].forEach(function (field) { field.readOnly = true; });
    parts.forEach(function (field) { field.disabled = true; });
    const insert = message.element.querySelector(".label-row button");
    if (insert) insert.remove();
  }

  function kindSaid() {
    return slide.kind === "view" ? say("part_" + slide.part) : say("kind_" + slide.kind);
  }

  function showWords() {
    const own = found ? found.own_title : "";
    const said = slide.title || own || kindSaid();
    head.replaceChildren(h("span", { class: "number", "aria-hidden": "true" }, String(number)),
      h("span", { class: "unseen" }, say("slide", { number: number }) + ": " + said));
    setAttribute(title, "placeholder", slide.kind === "view" || slide.kind === "since" ? own : "");
    setText(subtitle, found ? found.subtitle : "");
    // what the link leads to, for those who hear it among many
    setAttribute(address, "aria-label", say("view_address") + ": " + said);
    address.hidden = slide.kind !== "view" || !found || !found.address;
    if (!address.hidden) address.href = inner(found.address);
    [up, down].forEach(function (one, at) {
      setAttribute(one, "aria-label", say(at ? "move_down" : "move_up") + ": " + said);
      one.title = say(at ? "move_down" : "move_up");
      setAttribute(one, "aria-disabled", String(at ? number >= count : number <= 1));
    });
    setAttribute(tools, "aria-label", say("slide", { number: number }));
    tools.querySelectorAll(".quiet").forEach(function (one) {
      one.setAttribute("aria-label", one.textContent + ": " + said);
    });
    paper.replaceChildren(h("p", { class: "paper-title" }, number + ". " + said),
      h("p", null, found && drawing.of(slide).current ? found.message : slide.message));
  }

  function showFound() {
    const current = drawing.of(slide).current;
    element.classList.toggle("waiting", !current);
    if (!found) return;
    if (picture.getAttribute("src") !== found.picture) picture.src = found.picture;
    const told = [found.missing, ...found.notices, ...(current ? found.faults : [])].filter(Boolean);
    const texts = told.join("\n");
    if (note.dataset.told !== texts) {
      note.dataset.told = texts;
      note.replaceChildren(...told.map(function (text) { return h("p", { class: "notice" }, text); }));
    }
    const differs = current && found.message && found.message !== slide.message;
    reads.hidden = !differs;
    if (differs) reads.replaceChildren(h("b", null, say("reads")), " " + found.message);
    const listed = slide.kind === "since" ? found.lines : [];
    lines.hidden = !listed.length;
    lines.replaceChildren(...listed.map(function (line) { return h("li", null, line); }));
    showStale(current);
    guard.show(current ? found.guard : null, number);
  }

  function showStale(current) {
    const open = current ? found.stale : [];
    stale.hidden = !open.length;
    const text = JSON.stringify([open, number]);
    if (stale.dataset.told === text) return;
    stale.dataset.told = text;
    if (!open.length) { stale.replaceChildren(); return; }
    const confirm = button(say("stale_read"), function () {
      change({ key: "did_read", number: number }, function (meeting) {
        const own = meeting.slides.find(function (one) { return one.id === id; });
        if (own) own.confirmed = found.confirmed;
      });
      head.focus({ preventScroll: true });
      act.said(say("stale_confirmed", { number: number }));
    }, { "aria-label": say("stale_read") + ": " + say("slide", { number: number }) });
    stale.replaceChildren(h("p", null, h("b", null, say("stale"))),
      h("ul", null, ...open.map(function (one) {
        const there = one.now && one.now !== MISSING;
        return h("li", null, say("stale_said") + " ", h("del", null, one.said), " · ",
          there ? say("stale_now") + " " : "", h("ins", null, there ? one.now : say("stale_gone")));
      })), fixed ? "" : confirm);
  }

  function update(given, place, all) {
    slide = given;
    number = place;
    count = all;
    found = drawing.of(slide).found;
    setValue(title, slide.title);
    message.set(slide.message);
    setValue(notes, slide.notes);
    setText(notesHead, say(slide.notes ? "notes_there" : "notes"));
    part.hidden = slide.kind !== "view";
    parts.forEach(function (field) { field.checked = field.value === slide.part; });
    showWords();
    showFound();
  }

  return { element: element, update: update, focus: function () { head.focus({ preventScroll: true }); head.scrollIntoView({ block: "nearest" }); },
    grow: message.grow, handle: handle };
}

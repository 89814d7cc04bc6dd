// The field of a message, with a list of numbers that follow the data after "{".
import { h, say, setAttribute, setText } from "./elements.js";

const MOST = 40;

// Without accents and capitals: "forandring" finds "förändring".
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

// Whether a field is called what has been typed: those come before fields that only hold it.
function begins(one, typed) { return plain(one.insert).startsWith("{" + typed) ? 1 : 0; }

// `completions()` gives [{insert, label, says}]; `changed(text)` is told of every change.
export function messageField(label, hint, completions, changed) {
  const id = "m" + Math.random().toString(36).slice(2, 10);
  const list = h("ul", { role: "listbox", id: id + "-list", hidden: true, "aria-label": say("fields") });
  const spoken = h("span", { class: "unseen", role: "status" });
  const how = h("span", { class: "unseen", id: id + "-how" }, say("fields_how"));
  const area = h("textarea", { id: id, rows: "2", maxlength: "2000", placeholder: hint,
    "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-describedby": id + "-how" });
  const insert = h("button", { type: "button", class: "quiet", onclick: begin }, say("insert"));
  const holder = h("div", { class: "field message" },
    h("div", { class: "label-row" }, h("label", { for: id }, label), insert), area, list, how, spoken);
  let shown = [], at = -1;

  // Where the field begins that is being written: the last "{" before the cursor, still open.
  function opening() {
    const before = area.value.slice(0, area.selectionStart);
    const brace = before.lastIndexOf("{");
    return brace < 0 || before.slice(brace).includes("}") || before.slice(brace).includes("\n")
      ? -1 : brace;
  }

  function begin() {
    area.focus();
    if (opening() < 0) type("{", area.selectionStart, area.selectionEnd);
    suggest();
  }

  function type(text, from, to) {
    area.setRangeText(text, from, to, "end");
    grow();
    changed(area.value);
  }

  function suggest() {
    const brace = opening();
    if (brace < 0 || document.activeElement !== area) { close(); return; }
    const typed = plain(area.value.slice(brace + 1, area.selectionStart));
    shown = completions().filter(function (one) {
      return [one.insert.replace(/^\{/, ""), one.label, one.says].some(function (text) {
        return plain(text).includes(typed);
      });
    }).sort(function (one, other) { return begins(other, typed) - begins(one, typed); }).slice(0, MOST);
    list.replaceChildren(...(shown.length ? shown.map(option)
      : [h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        say("fields_none"))]));
    list.hidden = false;
    setAttribute(area, "aria-controls", list.id);
    setText(spoken, shown.length ? say("fields_count", { count: shown.length }) : say("fields_none"));
    mark(shown.length ? 0 : -1);
  }

  function option(one, number) {
    return h("li", { role: "option", id: id + "-" + number, "aria-selected": "false",
      // before the field loses the cursor
      onpointerdown: function (event) { event.preventDefault(); choose(number); } },
    h("span", { class: "says" }, one.says), " ", h("span", { class: "what" }, one.label), " ",
    h("code", null, one.insert));
  }

  function mark(number) {
    const options = list.querySelectorAll("[id]");
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    at = number;
    setAttribute(area, "aria-activedescendant", at < 0 ? null : id + "-" + at);
    if (!options[at]) return;
    options[at].setAttribute("aria-selected", "true");
    // within the list only: the page stays where it is
    const top = options[at].offsetTop, bottom = top + options[at].offsetHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
  }

  function close() {
    if (list.hidden) return;
    list.hidden = true;
    at = -1;
    ["aria-activedescendant", "aria-controls"].forEach(function (name) { area.removeAttribute(name); });
    setText(spoken, "");
  }

  function choose(number) {
    const brace = opening();
    if (brace < 0 || !shown[number]) return;
    // what is left of an earlier field behind the cursor goes with it
    const rest = /^[^{}\s]*\}/.exec(area.value.slice(area.selectionStart));
    type(shown[number].insert, brace, area.selectionStart + (rest ? rest[0].length : 0));
    close();
  }

  function grow() {
    area.style.height = "auto";
    area.style.height = Math.max(area.scrollHeight + 2, 58) + "px";
  }

  area.addEventListener("input", function () { grow(); changed(area.value); suggest(); });
  area.addEventListener("click", suggest);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", function (event) {
    if (list.hidden || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const count = shown.length;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && count) mark((at + 1) % count);
    else if (event.key === "ArrowUp" && count) mark((at - 1 + count) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) choose(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element: holder,
    area: area,
    grow: grow,
    set: function (text) {
      if (area.value === text) return;
      const writing = document.activeElement === area;
      const from = area.selectionStart;
      area.value = text;
      if (writing) area.setSelectionRange(from, from);
      grow();
    },
  };
}

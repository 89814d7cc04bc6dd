// The list of keys, and a list to choose from by typing: indicators, or places.

const OFF = "shortcuts-off"; // the same setting as on the panel's pages

/** Whether letters do nothing, as the reader has chosen (WCAG 2.1.4). */
function lettersOff() {
  try { return window.localStorage.getItem(OFF) === "1"; } catch (error) { return false; }
}

function setLetters(on) {
  try {
    if (on) window.localStorage.removeItem(OFF); else window.localStorage.setItem(OFF, "1");
  } catch (error) { /* the choice then holds for as long as the page stands */ }
}

/** A dialog that closes by Esc, by its button, and by a press beside it. */
function openDialog(heading, ...content) {
  const before = document.activeElement;
  const close = make("button", { type: "button", class: "close", onclick: () => dialog.close() }, word("close"));
  const dialog = make("dialog", { "aria-labelledby": "dialog-title", lang: state.language },
    make("h2", { id: "dialog-title" }, heading), ...content, close);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before && before.isConnected) before.focus({ preventScroll: true });
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function openHelp() {
  const keys = [
    [word("key_next"), "next"], [word("key_previous"), "previous"], [word("key_ends"), "does_ends"],
    [word("key_number"), "does_number"], ["F F5", "does_full"], ["B .", "does_black"],
    ["G Esc", "does_grid"], ["S", "does_presenter"], ["D", "does_table"], ["C", "does_copy"],
    ["/", "does_search"], ["P", "does_places"], ["V", "does_view"], ["Esc", "does_back"],
    ["Ctrl P", "does_print"], ["?", "does_help"],
  ].filter(([, what]) => data.live || !["does_places", "does_view", "does_back", "does_search"].includes(what));
  const rows = keys.map(([key, what]) => make("div", {},
    make("dt", {}, ...key.split(" ").map((one) => make("kbd", {}, one))), make("dd", {}, word(what))));
  const box = make("input", {
    type: "checkbox", id: "letters", checked: !lettersOff(),
    onchange: (event) => setLetters(event.target.checked),
  });
  openDialog(word("help_title"), make("dl", { class: "keys" }, ...rows),
    make("p", {}, box, make("label", { for: "letters" }, word("letters_on"))));
}

/** Letters without accents and case, so that "orebro" finds Örebro too. */
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

/** The items whose words all begin something in them, those whose name begins so first. */
function matching(items, text, most) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = items.filter((item) => {
    const where = ` ${plain(`${item.name} ${item.also}`).replace(/[(),./–-]/g, " ")}`;
    return words.every((one) => where.includes(` ${one}`) || (one.length > 3 && where.includes(one)));
  });
  const first = plain(text).trim();
  const rank = (item) => (plain(item.name).startsWith(first) ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, most);
}

/**
 * A field to type in with a list under it (the combobox of the ARIA practices).
 *
 * `chosen(item)` is called for the item that Enter or a press chooses, and with null for Enter in
 * an empty field without one; `marked(item)` tells whether the item is among those chosen already.
 */
function picker({ label, items, chosen, marked }) {
  const list = make("ul", { role: "listbox", id: "pick-list", "aria-label": label });
  const input = make("input", {
    type: "text", role: "combobox", id: "pick", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "true", "aria-controls": "pick-list", "aria-autocomplete": "list",
  });
  const none = make("p", { role: "status", class: "none" });
  let found = [];
  let at = -1;

  function mark(index) {
    at = index;
    Array.from(list.querySelectorAll("[role=option]")).forEach((option, number) => {
      option.classList.toggle("at", number === at);
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) input.setAttribute("aria-activedescendant", `pick-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function refresh() {
    found = matching(items, input.value, 60);
    let group = "";
    list.replaceChildren(...found.flatMap((item, index) => {
      const heading = !input.value && item.group !== group
        ? make("li", { role: "presentation", class: "group" }, item.group) : null;
      group = item.group;
      const option = make("li", {
        role: "option", id: `pick-${index}`, "aria-selected": String(Boolean(marked && marked(item))),
        // the field keeps the focus
        onmousedown: (event) => event.preventDefault(),
        onclick: () => choose(item),
      }, item.name);
      return heading ? [heading, option] : [option];
    }));
    none.textContent = found.length ? "" : word("nothing_found");
    mark(input.value && found.length ? 0 : -1);
  }

  function choose(item) {
    const typedSome = input.value;
    chosen(item);
    input.value = "";
    if (typedSome || item) refresh();
    input.focus();
  }

  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(Math.max(-1, Math.min(found.length - 1, at + step)));
    else if (event.key === "Enter") choose(at >= 0 ? found[at] : null);
    else return;
    event.preventDefault();
  });
  refresh();
  return { input, parts: [make("label", { for: "pick" }, label), input, none, list] };
}

// Elements and words for the Möte page: a few lines instead of a framework.

let words = {};

export function speak(given) { words = given; }

// A phrase with its {fields} filled in.
export function say(key, fields) {
  const text = words[key];
  if (text === undefined) throw new Error("no phrase " + key);
  return fields ? text.replace(/\{(\w+)\}/g, function (whole, name) {
    return name in fields ? String(fields[name]) : whole;
  }) : text;
}

export function slidesSaid(count) {
  return say(count === 0 ? "slides_none" : count === 1 ? "slides_one" : "slides_many",
    { count: count });
}

// An element: h("button", { type: "button", class: "button", onclick: f }, "text", child …)
export function h(tag, properties) {
  const element = document.createElement(tag);
  Object.entries(properties || {}).forEach(function ([name, value]) {
    if (value === null || value === undefined || value === false) return;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  });
  element.append(...Array.from(arguments).slice(2).flat().filter(function (child) {
    return child !== null && child !== undefined;
  }));
  return element;
}

export function button(label, act, properties) {
  return h("button", Object.assign({ type: "button", class: "button", onclick: act }, properties),
    label);
}

// A field with its label above it.
export function labelled(label, field, properties) {
  if (!field.id) field.id = "f" + Math.random().toString(36).slice(2, 10);
  return h("div", Object.assign({ class: "field" }, properties),
    h("label", { for: field.id }, label), field);
}

// Set only where it differs: what is read aloud, and where the cursor stands, stays as it is.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
export function setValue(field, value) {
  if (field.value !== value) field.value = value;
}
export function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

// Move an element without the keyboard losing its place in it.
export function place(parent, element, before) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const from = focused && "selectionStart" in focused ? focused.selectionStart : null;
  const to = from === null ? null : focused.selectionEnd;
  parent.insertBefore(element, before);
  if (!focused) return;
  focused.focus({ preventScroll: true });
  if (from !== null) {
    try { focused.setSelectionRange(from, to); } catch (error) { /* a field without a selection */ }
  }
}

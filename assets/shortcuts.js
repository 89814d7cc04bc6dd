// Keys that do something anywhere on a page, and the list of them under "?".
//
// A single letter is a shortcut only where nothing is being typed, and all of them can be switched
// off in the list (WCAG 2.1.4); the browser remembers that.
(function () {
  "use strict";
  const OFF = "shortcuts-off";

  function off() {
    try { return localStorage.getItem(OFF) === "1"; } catch (error) { return false; }
  }

  function dialog() { return document.getElementById("shortcuts"); }

  function open() {
    const list = dialog();
    if (!list || list.open) return;
    list.querySelector("input").checked = !off();
    list.showModal();
  }

  function focus(selector) {
    const target = document.querySelector(selector);
    if (!target) return false;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
    return true;
  }

  function press(selector) {
    const target = document.querySelector(selector);
    if (!target || target.disabled) return false;
    target.click();
    return true;
  }

  const ACTIONS = {
    "?": function () { open(); return true; },
    "/": function () { return focus("#compare-indicator, #data-search"); },
    ",": function () { return press("#compare-step:not([hidden]) [data-step='-1']"); },
    ".": function () { return press("#compare-step:not([hidden]) [data-step='1']"); },
    d: function () { return focus("[data-chart]"); },
    t: function () { return focus("#compare-below .scroll"); },
  };

  function view(number) { return press("#compare-views li:nth-child(" + number + ") a"); }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      target.type !== "range";
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = dialog();
    if (typing(event.target) || off() || (list && list.open)) return;
    const done = /^[1-9]$/.test(event.key) ? view(event.key)
      : ACTIONS[event.key] && ACTIONS[event.key]();
    if (done) event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    const target = event.target.closest && event.target.closest("[data-shortcuts]");
    if (!target) return;
    if (target.dataset.shortcuts === "open") open(); else dialog().close();
  });
  document.addEventListener("change", function (event) {
    if (!event.target.matches("#shortcuts input")) return;
    try { localStorage.setItem(OFF, event.target.checked ? "0" : "1"); } catch (error) { /* private */ }
  });
})();

// Stepping through periods: the slider under data-steps, and its two buttons, set the period select.
//
// The server says in data-steps which periods there are ({codes, texts, at}); the slider's own
// elements are never replaced, so that the keyboard stays on it while the charts follow.
(function () {
  "use strict";
  const WAIT = 120; // milliseconds between the last step and the question to the server
  let waiting = 0;

  function parts(stepper) {
    const steps = JSON.parse(stepper.dataset.steps || "null");
    return { steps: steps, range: stepper.querySelector("input"),
      said: stepper.querySelector("#compare-step-said") };
  }

  function show(stepper, at) {
    const { steps, range, said } = parts(stepper);
    if (!range || !said) return;
    stepper.hidden = !steps;
    if (!steps) return;
    range.max = String(steps.codes.length - 1);
    range.value = String(at);
    range.setAttribute("aria-valuetext", steps.texts[at]);
    said.textContent = steps.texts[at];
    const [back, on] = stepper.querySelectorAll("button");
    // never really disabled: whoever has pressed one to the end keeps the keyboard there
    back.setAttribute("aria-disabled", String(at <= 0));
    on.setAttribute("aria-disabled", String(at >= steps.codes.length - 1));
  }

  function follow(stepper) {
    const { steps } = parts(stepper);
    show(stepper, steps ? steps.at : 0);
  }

  function go(stepper, at) {
    const { steps } = parts(stepper);
    if (!steps || at < 0 || at >= steps.codes.length) return;
    show(stepper, at);
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      window.dash_clientside.set_props(stepper.dataset.control, { value: steps.codes[at] });
    }, WAIT);
  }

  document.addEventListener("input", function (event) {
    const stepper = event.target.closest && event.target.closest("[data-steps]");
    if (stepper && event.target.type === "range") go(stepper, Number(event.target.value));
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-step]");
    const stepper = button && button.closest("[data-steps]");
    if (!stepper) return;
    go(stepper, Number(stepper.querySelector("input").value) + Number(button.dataset.step));
  });

  new MutationObserver(function (changes) {
    const changed = new Set();
    changes.forEach(function (change) {
      if (change.type === "attributes") { changed.add(change.target); return; }
      change.addedNodes.forEach(function (node) {
        if (node.nodeType !== 1) return;
        const own = node.closest("[data-steps]");
        if (own) changed.add(own);
        node.querySelectorAll("[data-steps]").forEach(function (one) { changed.add(one); });
      });
    });
    changed.forEach(follow);
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-steps"],
  });
})();

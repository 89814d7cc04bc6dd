// Puts HTML text in place for elements that carry it in data-html (layouts/elements.py: inert).
// The text is made and escaped by the panel itself.
(function () {
  "use strict";
  function fill(element) {
    const text = element.getAttribute("data-html");
    if (element.inertText === text) return;
    element.inertText = text;
    element.innerHTML = text;
  }
  // On a narrow screen the controls start folded, so that the chart is what one sees first.
  function fold(details) {
    if (window.innerWidth < Number(details.dataset.foldBelow)) details.open = false;
  }
  function fillWithin(root) {
    if (root.nodeType !== 1) return;
    if (root.hasAttribute("data-html")) fill(root);
    root.querySelectorAll("[data-html]").forEach(fill);
    root.querySelectorAll("details[data-fold-below]").forEach(fold);
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") fill(change.target);
      else change.addedNodes.forEach(fillWithin);
    });
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-html"]
  });
})();

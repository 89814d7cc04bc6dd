// Buttons that copy the text of an element, and addresses that are written out in full.
// A button names the element in data-copy and holds the words to say in data-copied, data-failed.
(function () {
  "use strict";

  // By way of a hidden text field, where the clipboard is closed (plain http, old browser).
  function byField(text) {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    field.remove();
    if (focused && focused.focus) focused.focus();
    return done;
  }

  // text -> a promise that tells whether it was copied; assets/panel.js asks too
  window.copyText = function (text) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) {
      return Promise.resolve(byField(text));
    }
    return navigator.clipboard.writeText(text).then(
      function () { return true; }, function () { return byField(text); }
    );
  };

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("button[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    const status = button.parentElement.querySelector("[role=status]");
    if (status) status.textContent = "";
    window.copyText(source.textContent).then(function (done) {
      if (status) status.textContent = done ? button.dataset.copied : button.dataset.failed;
    });
  });

  // The server does not know under which name it is reached; the browser does.
  function writeOut(root) {
    if (root.nodeType !== 1) return;
    root.querySelectorAll("a[data-absolute]").forEach(function (link) {
      if (link.textContent !== link.href) link.textContent = link.href;
    });
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) { change.addedNodes.forEach(writeOut); });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

// Data och källor: the search box hides what does not match, writes its words to the address, and
// a link to one dataset (#id) opens it.
(function () {
  "use strict";

  function apply(box) {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    document.querySelectorAll("#datasets > details").forEach(function (dataset) {
      const text = dataset.textContent.toLowerCase();
      dataset.hidden = !words.every(function (word) { return text.includes(word); });
      if (!dataset.hidden) shown += 1;
    });
    document.getElementById("data-count").textContent = shown;
    document.getElementById("none-found").hidden = shown > 0;
  }

  function remember(box) {
    const query = new URLSearchParams(location.search);
    if (box.value) query.set("sok", box.value); else query.delete("sok");
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }

  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details.dataset")) {
      target.open = true;
      target.scrollIntoView();
    }
  }

  document.addEventListener("input", function (event) {
    if (event.target.id === "data-search") {
      apply(event.target);
      remember(event.target);
    }
  });
  window.addEventListener("hashchange", openTarget);

  // The page is drawn by the panel's own script: its arrival is what we wait for.
  let seen = null;
  new MutationObserver(function () {
    const box = document.getElementById("data-search");
    if (box && box !== seen) {
      apply(box);
      openTarget();
    }
    seen = box;
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

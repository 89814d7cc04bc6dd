// Strategi: the lists of filters are drawn anew when one is followed; the keyboard stays where it was.
(function () {
  "use strict";
  let left = null;
  document.addEventListener("focusin", function (event) {
    const filter = event.target.closest("a[data-filter], .strategy-all a");
    left = filter ? { link: filter, filter: filter.getAttribute("data-filter") } : null;
  });
  new MutationObserver(function () {
    if (!left || left.link.isConnected || document.activeElement !== document.body) return;
    const links = Array.from(document.querySelectorAll("a[data-filter]"));
    const same = links.find(function (link) { return link.dataset.filter === left.filter; });
    // the link that shows everything again is gone: what follows it is the first filter
    const next = same || links[0];
    if (next) next.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

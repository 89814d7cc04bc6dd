// The address and the page: when the page must be drawn anew, and what follows when it has been.
// Functions are called by name from layouts/routing.py.
(function () {
  "use strict";

  // The settings that concern the whole page; must give the same key as routing.route_key.
  function routeKey(pathname, search) {
    const query = new URLSearchParams(search || "");
    const language = query.get("sprak") === "en" ? "en" : "sv";
    const home = ["20", "21", "17"].includes(query.get("hem")) ? query.get("hem") : "20";
    const day = /^\d{4}-\d{2}-\d{2}$/.test(query.get("dag") || "") ? query.get("dag") : "";
    const path = (pathname || "/").replace(/\/+$/, "") || "/";
    // the weights of the structural distance, each once, as selection.from_query reads them
    const weights = [...new Set((query.get("vikter") || "").split(",").filter(Boolean))].join(",");
    return [path, language, home, day, weights].join("|");
  }

  // (pathname, search, drawn key) -> the new key, or no update while the page stays the same.
  function route(pathname, search, drawn) {
    const key = routeKey(withoutPrefix(pathname), search);
    return key === drawn ? window.dash_clientside.no_update : key;
  }

  function withoutPrefix(pathname) {
    const prefix = (JSON.parse(document.getElementById("_dash-config").textContent)
      .requests_pathname_prefix || "/").replace(/\/$/, "");
    return pathname && pathname.startsWith(prefix) ? pathname.slice(prefix.length) || "/" : pathname;
  }

  // The document is called what the page's heading says, also when the view changes on the page.
  function titled() {
    const heading = document.querySelector("#page h1");
    const brand = document.querySelector(".brand span");
    if (!heading || !brand) return "";
    const title = heading.textContent.replace(/\u2060/g, "");
    document.title = title + " – " + brand.textContent;
    return title;
  }

  // A new page has been drawn: its language and title are set, it is announced, and the keyboard
  // starts at its top. An address with a # goes to that place.
  function arrived(key) {
    if (key) {
      document.documentElement.lang = key.split("|")[1];
      const spoken = document.getElementById("spoken");
      const title = titled();
      if (spoken && title) spoken.textContent = title;
      const target = location.hash && document.getElementById(location.hash.slice(1));
      if (target) {
        const place = target.querySelector(":scope > summary") || target;
        if (place === target) target.setAttribute("tabindex", "-1");
        target.scrollIntoView();
        place.focus({ preventScroll: true });
      } else {
        window.scrollTo(0, 0);
        document.getElementById("page").focus({ preventScroll: true });
      }
    }
    return undefined;
  }

  // Links that set one thing (language, home county) keep everything else of the address as it
  // stands now, which the server that drew them could not know.
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[data-set]");
    if (!link) return;
    const [name, value] = link.getAttribute("data-set").split("=");
    const query = new URLSearchParams(location.search);
    query.set(name, value);
    if ((name === "sprak" && value === "sv") || (name === "hem" && value === "20")) query.delete(name);
    const text = query.toString().replace(/%2C/g, ",");
    link.href = location.pathname + (text ? "?" + text : "") + location.hash;
  }, true);

  // Links within the panel move the address; the page follows without loading everything anew.
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[data-nav]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey ||
        event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.href === location.href) return;
    history.pushState({}, "", link.href);
    // the event that dcc.Location listens to for moves of the address within the page
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  });

  // The lists of links are drawn anew when one of them is followed; the keyboard stays where it was.
  let left = null;
  document.addEventListener("focusin", function (event) {
    const holder = event.target.closest("#compare-sets, #compare-choices");
    left = holder && event.target.matches("a")
      ? { link: event.target, holder: holder.id, text: event.target.textContent } : null;
  });
  new MutationObserver(function () {
    if (!left || left.link.isConnected || document.activeElement !== document.body) return;
    const holder = document.getElementById(left.holder);
    const links = holder ? Array.from(holder.querySelectorAll("a")) : [];
    const same = links.find(function (link) { return link.textContent === left.text; });
    if (same) same.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true });

  // A menu of links closes when the focus or a click goes elsewhere, or on Escape.
  document.addEventListener("click", function (event) { closeMenus(event.target); });
  document.addEventListener("focusin", function (event) { closeMenus(event.target); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    // what a chart shows on hover can be closed without moving the pointer (WCAG 1.4.13)
    document.querySelectorAll(".js-plotly-plot").forEach(function (chart) {
      if (window.Plotly && window.Plotly.Fx) window.Plotly.Fx.unhover(chart);
    });
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  function closeMenus(target) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(target)) menu.open = false;
    });
  }

  // Paper shows everything: what is folded is unfolded for printing and folded again after it.
  let folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("#page details:not([open]):not(.menu)"));
    folded.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (details) { details.open = false; });
    folded = [];
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      route: route,
      arrived: arrived,
      titled: function () { titled(); }
    }
  });
})();

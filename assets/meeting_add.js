// The meeting on every page: the button that adds a view, and how many slides there are beside
// "Möte" in the menu. Everything else of the meeting lies in assets/meeting/ and is loaded when it
// is asked for: by the first press of a button, or by the Möte page.
(function () {
  "use strict";
  let mounted = null;
  let handed = "";

  function prefix() {
    return JSON.parse(document.getElementById("_dash-config").textContent)
      .requests_pathname_prefix || "/";
  }

  function load(name) {
    return import(prefix() + "assets/meeting/" + name + ".js");
  }

  function slides() {
    if (window.currentMeeting) return window.currentMeeting().slides.length;
    try {
      const kept = JSON.parse(localStorage.getItem("mote:" + prefix()));
      return kept && kept.schema === 1 ? kept.meeting.slides.length : 0;
    } catch (error) { return 0; }
  }

  let link = null;
  function count() {
    const there = prefix() + "mote";
    link = Array.from(document.querySelectorAll("#header nav a")).find(function (one) {
      return one.pathname === there;
    }) || null;
    if (!link) return;
    const number = slides();
    if (number) link.dataset.count = number; else delete link.dataset.count;
  }

  // What the address shows now; language, home county and day are the meeting's own.
  function asked(button) {
    const query = new URLSearchParams(location.search);
    const page = { home: query.get("hem"), day: query.get("dag"),
      language: document.documentElement.lang };
    ["sprak", "hem", "dag"].forEach(function (name) { query.delete(name); });
    if (button.dataset.view) query.set("vy", button.dataset.view);
    // the panel's first indicator may be another one next year
    const heading = document.querySelector("#compare-head [data-indicator]");
    if (heading && !query.has("indikator")) query.set("indikator", heading.dataset.indicator);
    const text = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    const slide = { path: button.dataset.meetingAdd, query: text ? "?" + text : "",
      part: button.dataset.part || "chart" };
    return { slide: slide, page: page };
  }

  function words() {
    return JSON.parse(document.querySelector("[data-meeting-words]").dataset.meetingWords);
  }

  function told(done) {
    const said = words();
    const text = said[done.full ? "add_full" : done.count === 1 ? "added_one" : "added_many"];
    const parts = [text.replace("{count}", done.count)];
    if (!done.full) {
      if (done.memory) parts.push(said.added_memory);
      if (done.note) parts.push(said[done.note].replace("{date}", done.date));
    }
    return parts.join(parts.length > 1 && !/[.!]$/.test(parts[0]) ? ". " : " ");
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("button[data-meeting-add]");
    if (!button) return;
    const status = button.parentElement.querySelector("[role=status]");
    const given = asked(button);
    status.textContent = "";
    load("store").then(function (store) {
      store.open(prefix());
      const done = store.add(given.slide, given.page);
      count();
      // a breath later, so that the same words are spoken anew at a second press
      setTimeout(function () { status.textContent = told(done); }, 60);
    }).catch(function () { status.textContent = words().add_failed; });
  });

  // The Möte page: its scripts draw it wherever its element appears.
  function mount() {
    const holder = document.getElementById("meeting");
    if (holder === mounted && (!holder || holder.dataset.meeting === handed)) return;
    mounted = holder;
    if (!holder) return;
    handed = holder.dataset.meeting;
    load("page").then(function (page) { page.mount(holder, prefix()); }).catch(function (error) {
      holder.textContent = JSON.parse(handed).words.script_failed;
      throw error;
    });
  }

  window.addEventListener("storage", count);
  document.addEventListener("meeting-changed", count);
  new MutationObserver(function () {
    if (!link || !link.isConnected) count();
    mount();
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-meeting"],
  });
})();

// The figures behind a slide: its tables, the chart in words, and all that is said of it.

/** The place of the figures, filled in when they are first asked for. */
function disclosure(slide, index) {
  return make("div", { class: "data", id: `siffror-${index}`, hidden: true });
}

function fillData(frame) {
  const place = frame.querySelector(".data");
  if (!place || place.firstChild) return;
  const slide = frame.slide;
  const inner = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": word("behind") });
  const table = make("div", { class: "tables" });
  // made by the server with every text in it escaped
  table.innerHTML = slide.table;
  inner.append(make("h3", {}, word("behind")), table,
    ...said("in_words", [slide.alt]), ...said("cautions", slide.cautions),
    ...eventList(slide), ...said("background", slide.background), make("div", { class: "origin" },
      ...[named("source", slide.source), named("processing", slide.processing),
        named("explanation", slide.explanation), rebuilt(slide)].filter(Boolean)));
  place.append(inner);
}

function said(key, texts) {
  const kept = texts.filter(Boolean);
  return kept.length ? [make("h4", {}, word(key)), ...kept.map((text) => make("p", {}, text))] : [];
}

function eventList(slide) {
  if (!slide.events.length) return [];
  return [make("h4", {}, word("events")), make("ol", {}, ...slide.events.map((event) =>
    make("li", {}, make("b", {}, event.period), ` ${event.text} `,
      /^https?:/.test(event.source)
        ? make("a", { href: event.source, rel: "noreferrer", target: "_blank" }, word("event_source"))
        : null)))];
}

/** Show the figures in place of the chart, or the chart again. */
function toggleData(wanted) {
  const frame = shownFrame();
  if (!frame || !frame.slide.figure) {
    const region = frame && frame.querySelector(".scroll");
    if (region) region.focus();
    else say(word("no_table"));
    return;
  }
  const open = wanted === undefined ? frame.querySelector(".data").hidden : wanted;
  if (open) fillData(frame);
  frame.querySelector(".data").hidden = !open;
  frame.classList.toggle("with-data", open);
  state.table = open;
  tools.table.setAttribute("aria-pressed", String(open));
  if (!open) { drawChart(frame); return; }
  if (document.activeElement !== tools.table) frame.querySelector(".data .scroll").focus();
}

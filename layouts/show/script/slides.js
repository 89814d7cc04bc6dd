// A slide as a section with its heading, its words, its chart and where it comes from.

/** The frame of a slide: what is shown, scaled in the overview, and put on paper. */
function makeFrame(slide, index) {
  const section = make("section", {
    class: `slide kind-${slide.kind}${slide.figure ? " charted" : ""}${beside(slide)}`,
    "aria-labelledby": `title-${index}`,
    tabindex: "-1",
  });
  section.append(...head(slide, index), ...body(slide, index));
  const frame = make("div", { class: "frame", id: `bild-${index + 1}` }, section);
  frame.slide = slide;
  return frame;
}

/** A tall chart or table has all words beside it and not above and below. */
function beside(slide) {
  const rows = slide.figure ? 0 : (slide.table.match(/<tr/g) || []).length;
  const told = slide.figure && slide.lines.length > 1;
  const tall = slide.figure && (slide.wide || slide.figure).layout.height > 420;
  if (!tall && !told && rows < 9) return "";
  const kind = slide.figure ? (slide.figure.layout.meta || {}).kind : "table";
  if (kind === "tile_map" || (kind === "table" && narrow(slide))) return " beside narrow";
  return told ? " beside told" : " beside";
}

/** Whether the tables leave room for the words at their side. */
function narrow(slide) {
  const header = slide.table.split("</thead>")[0];
  return (header.match(/<th/g) || []).length <= 4;
}

function head(slide, index) {
  const number = make("span", { class: "unseen" },
    `${word("slide_of", { number: index + 1, count: state.slides.length || 1 })}: `);
  return [make("header", {},
    make("h2", { id: `title-${index}` }, state.live || index < 0 ? null : number,
      slide.title || word("untitled")),
    slide.subtitle && slide.kind === "view" ? make("p", { class: "subtitle" }, slide.subtitle) : null,
  )];
}

function body(slide, index) {
  const lines = slide.lines.length
    ? make("ul", { class: "sentences" }, ...slide.lines.map((line) => make("li", {}, line))) : null;
  const aside = slide.figure || beside(slide) ? lines : null; // else they take the chart's place
  const message = slide.message.trim() || aside
    ? make("div", { class: "message" }, ...paragraphs(slide.message), aside) : null;
  if (slide.kind === "section" || slide.kind === "text") return [message, foot(slide, index)].filter(Boolean);
  return [
    make("div", { class: "main" }, message, aside ? null : lines, holder(slide, index)),
    foot(slide, index),
  ];
}

/** The chart, or the tables, or the words that say why there is neither. */
function holder(slide, index) {
  if (slide.figure) {
    const canvas = make("div", { class: "canvas", role: "img", "aria-label": slide.alt || slide.title });
    return make("div", { class: "held" },
      make("div", { class: "chart", "aria-label": slide.title }, make("div", { class: "sizer" }, canvas)),
      disclosure(slide, index));
  }
  if (slide.missing && !slide.table) {
    return slide.missing === slide.title ? null : make("p", { class: "missing" }, slide.missing);
  }
  if (slide.table) return tables(slide, slide.title);
  return null;
}

/** The tables of a slide in a region of their own that can be scrolled by keyboard. */
function tables(slide, name) {
  const region = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name });
  // made by the server with every text in it escaped
  region.innerHTML = slide.table;
  // what the heading above says already is left to those who hear the table
  region.querySelectorAll("caption").forEach((caption) => {
    if (name && caption.textContent.startsWith(name)) {
      caption.replaceChildren(make("span", { class: "unseen" }, caption.textContent));
    }
  });
  return region;
}

function named(key, text) {
  return text ? make("p", {}, make("b", {}, word(key)), ` ${text}`) : null;
}

/** Cautions whole; where the figures come from, cut after a few lines and whole under D. */
function foot(slide, index) {
  const cautions = [...(slide.notices || []), ...slide.cautions];
  const parts = [
    cautions.length ? make("p", { class: "cautions" }, cautions.join(" ")) : null,
    slide.reading.length ? make("p", { class: "reading" }, slide.reading.join(" ")) : null,
  ].filter(Boolean);
  const from = [
    named("source", slide.source),
    named("processing", slide.processing),
    named("explanation", slide.explanation),
    rebuilt(slide),
  ].filter(Boolean);
  const place = make("p", { class: "place" }, standing(),
    index >= 0 ? make("span", { "aria-hidden": "true" }, ` ${index + 1}`) : null);
  return make("footer", {},
    parts.length ? make("div", { class: "mind" }, ...parts) : null,
    from.length ? make("div", { class: "from" }, ...from) : null,
    place);
}

/** The whole address of the slide's view in the panel, "" where it has none. */
function wholeAddress(slide) {
  if (/^https?:/.test(slide.address)) return slide.address;
  const local = data.live && slide.address;
  return local ? window.location.origin + data.prefix.replace(/\/$/, "") + slide.address : "";
}

/** Where the view can be rebuilt: said on paper and under D, for nobody reads it from a screen. */
function rebuilt(slide) {
  const address = wholeAddress(slide);
  return address ? make("p", { class: "rebuilt" }, make("b", {}, word("rebuild")), " ",
    make("a", { href: address, rel: "noreferrer", target: "_blank" }, address)) : null;
}

/** The meeting's name and which day's figures it shows. */
function standing() {
  const known = state.meeting.as_of ? word("as_of", { date: day(state.meeting.as_of) }) : "";
  const made = data.live ? "" : word("day", { date: day(data.made) });
  return [state.meeting.title, known, made].filter(Boolean).join(" · ");
}

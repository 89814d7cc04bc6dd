// Charts as large as the slide has room for.
//
// A figure is drawn by plotly at the size it was made for, and then enlarged as a whole: letters,
// lines, markers and the places of the labels keep their proportions, and nothing can collide.

const LEAST_WIDTH = 560; // of a figure before it is enlarged
const MOST = 2.6; // times
const READABLE = 1 / 1080; // enlarged less than this for a pixel of the window's height, a chart scrolls

const PAPER_LEAST = 480; // of a figure before it is enlarged for paper
const PAPER_WIDE = 900; // of many small charts in rows of seven, or their names would meet

const LETTERS_LEAST = 18 / 1080; // of the window's height: what is read from the back row
const LIFTED_MOST = 1.08; // times; more, and labels would meet

/** How much a figure of `height` is enlarged in a box; 1 where the page simply scrolls. */
function enlargement(height, width, room, flowing) {
  if (flowing) return 1;
  return Math.max(READABLE * window.innerHeight, Math.min(room / height, width / LEAST_WIDTH, MOST));
}

/** The figure of a slide for the width it is shown at. */
function figureOf(slide) {
  const wide = slide.wide && (onPaper || document.documentElement.classList.contains("stage"));
  return wide ? slide.wide : slide.figure;
}

/** Draw the chart of a frame, or fit it to its box where it is drawn. */
function drawChart(frame, paper) {
  const slide = frame.slide;
  const box = frame.querySelector(".chart");
  if (!box || !slide.figure) return;
  const canvas = box.querySelector(".canvas");
  const flowing = !paper && document.documentElement.classList.contains("flow");
  const figure = figureOf(slide);
  const height = figure.layout.height;
  const width = box.clientWidth;
  const room = paper ? paper : box.clientHeight;
  if (width < 40 || (!flowing && room < 40)) return;
  const times = paper
    ? Math.min(room / height, width / (figure === slide.wide ? PAPER_WIDE : PAPER_LEAST))
    : enlargement(height, width, room, flowing);
  // where there is a bar to scroll by, it takes its room from the chart
  const tall = !paper && !flowing && height * times > room + 1;
  box.classList.toggle("scrolls", tall);
  if (tall) { box.tabIndex = 0; box.setAttribute("role", "region"); } else box.removeAttribute("tabindex");
  const wide = Math.floor((tall ? box.clientWidth : width) / times);
  const sizer = box.querySelector(".sizer");
  sizer.style.height = `${Math.ceil(height * times)}px`;
  canvas.style.width = `${wide}px`;
  canvas.style.height = `${height}px`;
  canvas.style.transform = times === 1 ? "" : `scale(${times})`;
  frame.times = times;
  const least = paper || flowing ? 0 : (LETTERS_LEAST * window.innerHeight) / times;
  const same = frame.drawnFigure === figure && Math.abs((frame.drawnLeast || 0) - least) < 0.3;
  if (same && frame.drawnWidth === wide) return;
  Object.assign(frame, { drawnWidth: wide, drawnFigure: figure });
  if (!same) frame.drawnLeast = least;
  plot(canvas, least ? lifted(figure, least) : figure, wide, height, !same);
}

/** The figure with its smallest letters a little larger: they are made for a desk, not for a hall. */
function lifted(figure, least) {
  const size = (one) => (one && one < least ? Math.min(least, one * LIFTED_MOST) : one);
  const font = (one) => (one && one.size
    ? Object.assign({}, one, { size: Array.isArray(one.size) ? one.size.map(size) : size(one.size) }) : one);
  const layout = Object.assign({}, figure.layout);
  for (const [name, part] of Object.entries(layout)) {
    if (/^[xy]axis\d*$/.test(name)) layout[name] = Object.assign({}, part, { tickfont: font(part.tickfont) });
  }
  layout.font = font(layout.font);
  layout.annotations = (layout.annotations || []).map((note) =>
    Object.assign({}, note, { font: font(note.font) }));
  const traces = figure.data.map((trace) =>
    (trace.textfont ? Object.assign({}, trace, { textfont: font(trace.textfont) }) : trace));
  return { data: traces, layout };
}

function plot(canvas, figure, width, height, anew) {
  const layout = Object.assign({}, figure.layout, { width, height, autosize: false });
  const config = Object.assign({}, data.config[state.language], { responsive: false });
  try {
    if (!anew) window.Plotly.relayout(canvas, { width, height });
    else window.Plotly.newPlot(canvas, figure.data, layout, config);
  } catch (error) {
    canvas.replaceChildren(make("p", { class: "failed" }, word("chart_failed")));
  }
}

/** Fit the words of a slide: smaller letters only where they leave what it shows too little room. */
function fitWords(frame) {
  const section = frame.querySelector(".slide");
  if (document.documentElement.classList.contains("flow")) {
    section.style.removeProperty("--words");
    return;
  }
  const what = section.querySelector(".chart, .scroll");
  for (const size of [1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5]) {
    section.style.setProperty("--words", size);
    const fits = section.scrollHeight <= section.clientHeight + 1;
    if (fits && (!what || what.clientHeight >= section.clientHeight * 0.42)) break;
  }
  const table = section.querySelector(".main > .held .scroll, .main > .scroll");
  if (!table) return;
  for (const size of [1, 0.92, 0.85, 0.78, 0.72]) {
    section.style.setProperty("--cells", size);
    if (table.scrollHeight <= table.clientHeight + 1) return;
  }
}

/** Fit a slide to the window, chart and words. */
function fit(frame) {
  if (onPaper) return;
  fitWords(frame);
  drawChart(frame);
  frame.fitted = true;
}

/** Draw what is not drawn yet, the nearest slides first, one at a time when there is time. */
const AHEAD = 40; // slides; more at once would only fill the memory
let drawing = false;
function drawAhead() {
  if (drawing || onPaper) return;
  const near = (index) => Math.abs(index - state.current - 0.4);
  const left = state.frames.map((frame, index) => [frame, index])
    .filter(([frame, index]) => !frame.fitted && (state.grid || near(index) < AHEAD))
    .sort((one, other) => near(one[1]) - near(other[1]));
  if (!left.length) {
    document.documentElement.dataset.ready = "all";
    return;
  }
  drawing = true;
  whenIdle(() => {
    drawing = false;
    if (!left[0][0].fitted) fit(left[0][0]);
    drawAhead();
  });
}

/** The window has another size: the slide looked at is fitted at once, the others when they can. */
function refit() {
  if (onPaper) return;
  const root = document.documentElement;
  const stage = window.innerWidth >= 900 && window.innerHeight >= 480 &&
    window.innerWidth > window.innerHeight * 1.1;
  root.classList.toggle("stage", stage);
  root.classList.toggle("flow", !stage);
  // a telephone may count more than it shows
  state.width = stage ? window.innerWidth : root.clientWidth;
  root.style.setProperty("--w", `${state.width}px`);
  root.style.setProperty("--h", `${window.innerHeight}px`);
  state.frames.forEach((frame) => { frame.fitted = false; });
  if (state.live) fit(state.live.frame);
  if (state.frames[state.current]) fit(state.frames[state.current]);
  if (state.grid) sizeGrid();
  drawAhead();
}

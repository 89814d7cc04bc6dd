// The chart as a picture, with title and source inside it, on the clipboard or as a file.

function pictureOf(frame) {
  const canvas = frame.querySelector(".canvas");
  const slide = frame.slide;
  const layout = Object.assign({}, canvas.layout, {
    meta: Object.assign({}, canvas.layout.meta, { title: slide.title, subtitle: slide.subtitle }),
  });
  const graph = { data: canvas.data, layout, _fullLayout: canvas._fullLayout };
  const drawn = window.dash_clientside.panel.baked(graph, wholeAddress(slide));
  return window.Plotly.toImage(drawn.figure, {
    format: "png", width: drawn.width, height: drawn.height, scale: 3,
  }).then((address) => {
    const bytes = Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt(0));
    return new Blob([bytes], { type: "image/png" });
  });
}

function copyPicture() {
  const frame = shownFrame();
  if (state.ended || !frame || !frame.slide.figure) { say(word("copy_nothing")); return; }
  if (state.table) toggleData(false);
  const made = pictureOf(frame);
  const save = () => made.then((blob) => {
    saveAs(blob, `${frame.slide.file_name || "diagram"}.png`);
    say(word("copy_refused"), 9000);
  });
  const closed = !window.ClipboardItem || !navigator.clipboard || !navigator.clipboard.write;
  // the promise is handed over at once: later the browser no longer sees that a key was pressed
  const copied = closed ? save()
    : navigator.clipboard.write([new window.ClipboardItem({ "image/png": made })])
      .then(() => say(word("copied")), save);
  copied.catch(() => say(word("copy_failed")));
}

function saveAs(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

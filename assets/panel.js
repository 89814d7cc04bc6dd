/* Functions the pages call in the browser: pictures of charts, and the link to a view.
 *
 * Wired by name: ClientsideFunction("panel", "picture"). No dependencies; Plotly is used where a
 * chart has loaded it. The words are few and stand here, so that no request is needed for them.
 */
(function () {
  "use strict";

  var WORDS = {
    sv: {
      unit: "Enhet", source: "Källa", processing: "Bearbetning",
      explanation: "Diagramförklaring", copied: "Länken är kopierad.",
      failed: "Länken kunde inte kopieras. Kopiera adressen i webbläsarens adressfält.",
      noPicture: "Bilden kunde inte sparas. Ladda om sidan och försök igen.",
    },
    en: {
      unit: "Unit", source: "Source", processing: "Processing",
      explanation: "About the chart", copied: "The link is copied.",
      failed: "The link could not be copied. Copy the address from the address bar.",
      noPicture: "The picture could not be saved. Reload the page and try again.",
    },
  };
  var INK = "#16191D";
  var MUTED = "#5A6470";
  var SIDE = 20; // pixels of white left and right of the baked-in text
  var LEAST_WIDTH = 720; // a telephone's chart is drawn wider when saved, or the text would tower

  function language() {
    return document.documentElement.lang === "en" ? "en" : "sv";
  }

  /** Text in lines no wider than `width` pixels at `font`; a long word is broken. */
  function wrap(text, font, width) {
    var context = document.createElement("canvas").getContext("2d");
    context.font = font;
    var fits = function (line) { return context.measureText(line).width <= width; };
    var lines = [];
    var line = "";
    String(text).split(/[ \n]+/).forEach(function (word) {
      if (line && fits(line + " " + word)) { line += " " + word; return; }
      if (line) { lines.push(line); }
      while (!fits(word) && word.length > 1) {
        var size = word.length - 1;
        while (size > 1 && !fits(word.slice(0, size))) { size -= 1; }
        lines.push(word.slice(0, size));
        word = word.slice(size);
      }
      line = word;
    });
    return line ? lines.concat(line) : lines;
  }

  function escape(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  /** A block of wrapped text: its lines and the height they take. */
  function block(text, size, colour, bold, family, width) {
    var weight = bold ? "600 " : "";
    var lines = text ? wrap(text, weight + size + "px " + family, width) : [];
    return {
      lines: lines, size: size, colour: colour, bold: bold,
      height: lines.length ? Math.ceil(lines.length * size * 1.3) + 5 : 0,
    };
  }

  /** The block as an annotation, `shift` pixels from the plot's upper (1) or lower (0) edge. */
  function annotation(piece, edge, shift, left) {
    var text = piece.lines.map(escape).join("<br>");
    return {
      xref: "paper", yref: "paper", x: 0, y: edge, xshift: SIDE - left, yshift: shift,
      xanchor: "left", yanchor: "top", align: "left", showarrow: false, borderpad: 0,
      text: piece.bold ? "<b>" + text + "</b>" : text,
      font: { size: piece.size, color: piece.colour },
    };
  }

  /** What stands under a saved chart: notes, source, processing, explanation, address. */
  function footLines(meta, words, address) {
    var named = ["source", "processing", "explanation"].filter(function (key) {
      return meta[key];
    });
    return (meta.notes || [])
      .concat(named.map(function (key) { return words[key] + ": " + meta[key]; }))
      .concat(address ? [address] : []);
  }

  /**
   * The figure with title, subtitle, unit, notes, source and address inside it (rule 36), as
   * {figure, width, height}. The plot itself keeps its height; the margins grow.
   */
  function baked(graph, address) {
    var layout = JSON.parse(JSON.stringify(graph.layout));
    var meta = layout.meta || {};
    var words = WORDS[meta.language] || WORDS[language()];
    var family = (layout.font || {}).family || "sans-serif";
    var rendered = (graph._fullLayout || {}).width || LEAST_WIDTH;
    var width = Math.max(LEAST_WIDTH, Math.round(rendered));
    var room = width - 2 * SIDE;
    var margin = Object.assign({ t: 10, r: 10, b: 10, l: 10 }, layout.margin);
    // the unit stands in most subtitles already, as a subtitle or as a part of it
    var said = (meta.subtitle || "").toLowerCase();
    var unit = meta.unit && said.indexOf(meta.unit.toLowerCase()) < 0
      ? words.unit + ": " + meta.unit : "";
    var head = [
      block(meta.title, 20, INK, true, family, room),
      block(meta.subtitle, 13.5, MUTED, false, family, room),
      block(unit, 13.5, MUTED, false, family, room),
    ];
    var foot = footLines(meta, words, address).map(function (text) {
      return block(text, 11.5, MUTED, false, family, room);
    });
    var total = function (pieces) {
      return pieces.reduce(function (sum, piece) { return sum + piece.height; }, 0);
    };
    var above = SIDE + total(head) + 8;
    var below = total(foot) + SIDE;
    var added = [];
    var shift = margin.t + above - SIDE;
    head.forEach(function (piece) {
      if (piece.lines.length) { added.push(annotation(piece, 1, shift, margin.l)); }
      shift -= piece.height;
    });
    shift = -(margin.b + 6);
    foot.forEach(function (piece) {
      if (piece.lines.length) { added.push(annotation(piece, 0, shift, margin.l)); }
      shift -= piece.height;
    });
    var height = (layout.height || graph._fullLayout.height) + above + below;
    layout.annotations = (layout.annotations || []).concat(added);
    layout.margin = Object.assign(margin, { t: margin.t + above, b: margin.b + below });
    layout.width = width;
    layout.height = height;
    layout.autosize = false;
    layout.paper_bgcolor = "#FFFFFF";
    return { figure: { data: graph.data, layout: layout }, width: width, height: height };
  }

  function download(address, name) {
    var anchor = document.createElement("a");
    anchor.href = address;
    anchor.download = name;
    document.body.appendChild(anchor);
    anchor.click();
    anchor.remove();
  }

  /** The id of the property that called, e.g. "compare-chart-svg". */
  function caller() {
    var context = (window.dash_clientside || {}).callback_context || {};
    var triggered = context.triggered || [];
    return triggered.length ? String(triggered[0].prop_id) : "";
  }

  /**
   * Save a chart as a picture; a PNG has three times the pixels of the screen.
   *
   * Arguments, in this order: clicks on the PNG button, clicks on the SVG button, the id of the
   * dcc.Graph. Which button was pressed is read from its id, which ends in "svg" for an SVG.
   * Returns nothing for the callback to set. A failure is said in an alert, since nothing else
   * on the page changes.
   */
  function picture(pngClicks, svgClicks, graphId) {
    if (!pngClicks && !svgClicks) { return undefined; }
    var format = /svg\.n_clicks$/.test(caller()) || (!pngClicks && svgClicks) ? "svg" : "png";
    var holder = document.getElementById(graphId);
    // Dash gives its id to a holder; plotly draws in a child of it
    var graph = holder && (holder.data ? holder : holder.querySelector(".js-plotly-plot"));
    if (!window.Plotly || !graph || !graph.layout) {
      window.alert(WORDS[language()].noPicture);
      return undefined;
    }
    var drawn = baked(graph, window.location.href);
    var name = ((graph.layout.meta || {}).file_name || "omstallningspanelen") + "." + format;
    return window.Plotly.toImage(drawn.figure, {
      format: format, width: drawn.width, height: drawn.height, scale: format === "png" ? 3 : 1,
    }).then(
      function (address) { download(address, name); },
      function () { window.alert(WORDS[language()].noPicture); }
    );
  }

  /**
   * Copy the address of the view.
   *
   * Arguments, in this order: clicks on the button, the address (left out: that of the page).
   * Returns the words to show and to speak: copied, or what to do instead.
   */
  function copyLink(clicks, address) {
    if (!clicks) { return window.dash_clientside.no_update; }
    var words = WORDS[language()];
    var text = address || window.location.href;
    return window.copyText(text).then(
      function (done) { return done ? words.copied : words.failed; }
    );
  }

  var known = window.dash_clientside || {};
  window.dash_clientside = Object.assign({}, known, {
    panel: Object.assign({}, known.panel, {
      picture: picture, copy_link: copyLink, baked: baked,
    }),
  });
})();

// Through a chart's points by keyboard: the arrow keys step, the value is shown and spoken.
//
// A chart stands in an element with data-chart, which takes the focus. A point is an entry of a
// trace with a text of its own for the pointer; what the pointer would show is shown, and said in
// the live region #spoken. Left and right follow a line; up and down go to the line nearest above
// or below. Where every trace has one point, or there is one trace, all arrows step from point to
// point in the order of the chart.
(function () {
  "use strict";
  const at = new WeakMap(); // chart -> {trace, index}

  function graphOf(holder) { return holder.querySelector(".js-plotly-plot"); }

  function textOf(trace, index) {
    const texts = trace.hovertext;
    return Array.isArray(texts) ? texts[index] || "" : texts || "";
  }

  // The points of a chart: a list for each trace that has any, in time order or top to bottom.
  function pointsOf(graph) {
    const lists = [], told = new Set();
    (graph.data || []).forEach(function (trace, number) {
      if (trace.hoverinfo === "skip" || trace.visible === false) return;
      const length = Math.max((trace.x || []).length || 0, (trace.y || []).length || 0);
      const list = [];
      for (let index = 0; index < length; index += 1) {
        const there = trace.x[index] != null && trace.y[index] != null;
        const text = textOf(trace, index);
        // a number printed beside its bar says what the bar says
        if (!there || !text || told.has(text)) continue;
        told.add(text);
        list.push({ trace: number, index: index });
      }
      if (list.length) lists.push(list);
    });
    const long = lists.filter(function (list) { return list.length > 1; });
    const lines = long.length > 1 && lists.length === long.length;
    return lines ? lists : [oneList(graph, lists)];
  }

  function oneList(graph, lists) {
    const all = lists.flat();
    const height = function (point) { return pixel(graph, point)[1]; };
    return all.sort(function (a, b) { return height(a) - height(b); });
  }

  function axis(graph, trace, name) {
    const own = trace[name + "axis"] || name;
    return graph._fullLayout[name + "axis" + own.slice(1)];
  }

  function pixel(graph, point) {
    const trace = graph.data[point.trace];
    const x = axis(graph, trace, "x"), y = axis(graph, trace, "y");
    const left = x._offset + x.c2p(trace.x[point.index]);
    return [left, y._offset + y.c2p(trace.y[point.index])];
  }

  function find(lists, point) {
    for (let row = 0; point && row < lists.length; row += 1) {
      const column = lists[row].findIndex(function (one) {
        return one.trace === point.trace && one.index === point.index;
      });
      if (column >= 0) return [row, column];
    }
    return null;
  }

  // The list whose point at the same place on the x axis is nearest above (-1) or below (1).
  function beside(graph, lists, row, column, way) {
    const [x, y] = pixel(graph, lists[row][column]);
    let best = null;
    lists.forEach(function (list) {
      list.forEach(function (point) {
        const [px, py] = pixel(graph, point);
        const away = (py - y) * way;
        if (Math.abs(px - x) < 3 && away > 0.01 && (!best || away < best.away)) {
          best = { point: point, away: away };
        }
      });
    });
    return best && best.point;
  }

  function next(graph, lists, place, key) {
    const [row, column] = place;
    const list = lists[row];
    if (key === "Home") return list[0];
    if (key === "End") return list[list.length - 1];
    const up = key === "ArrowUp" || key === "ArrowDown";
    if (up && lists.length > 1) return beside(graph, lists, row, column, key === "ArrowUp" ? -1 : 1);
    const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    return list[column + step];
  }

  function plain(html) {
    const holder = document.createElement("div");
    holder.innerHTML = html.replace(/<br\s*\/?>/g, ". ");
    return holder.textContent.replace(/\.\. /g, ". ").trim();
  }

  function show(holder, graph, point) {
    at.set(holder, point);
    const trace = graph.data[point.trace];
    const full = axis(graph, trace, "x")._id + axis(graph, trace, "y")._id;
    window.Plotly.Fx.hover(graph, [{ curveNumber: point.trace, pointNumber: point.index }], full);
    const spoken = document.getElementById("spoken");
    if (spoken) spoken.textContent = plain(textOf(trace, point.index));
  }

  const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
  document.addEventListener("keydown", function (event) {
    const holder = event.target.matches && event.target.matches("[data-chart]") && event.target;
    if (!holder || !KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const graph = graphOf(holder);
    if (!graph || !graph._fullLayout || !window.Plotly) return;
    const lists = pointsOf(graph);
    if (!lists[0] || !lists[0].length) return;
    event.preventDefault();
    const place = find(lists, at.get(holder));
    const point = place ? next(graph, lists, place, event.key) : lists[0][0];
    if (point) show(holder, graph, point);
  });
  document.addEventListener("focusout", function (event) {
    const holder = event.target.matches && event.target.matches("[data-chart]") && event.target;
    const graph = holder && graphOf(holder);
    if (graph && window.Plotly) window.Plotly.Fx.unhover(graph);
  });
})();

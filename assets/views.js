/* The view of a page after a change: fetched from the server, drawn, handed to Dash's components.
 *
 * Wired by name: ClientsideFunction("views", "ask"). The server answers with {outputs, figure}:
 * the values of the callback's outputs in their order, and its chart (layouts/views.py). Where it
 * cannot be reached, the view stays as it was and the page says so.
 */
(function () {
  "use strict";

  var FAILED = {
    sv: "Vyn kunde inte hämtas. Det som visas är den tidigare vyn. Kontrollera nätet och ladda " +
      "om sidan.",
    en: "The view could not be fetched. What is shown is the earlier view. Check the network " +
      "and reload the page.",
  };

  function prefix() {
    return JSON.parse(document.getElementById("_dash-config").textContent)
      .requests_pathname_prefix || "/";
  }

  // One event when all of it is there: fetch() needs two turns of a thread that is busy with what
  // Dash does after a change, and each turn waits for some milliseconds.
  function fetched(name, parameters) {
    var query = new URLSearchParams(parameters).toString();
    return new Promise(function (resolve, reject) {
      var request = new XMLHttpRequest();
      request.open("GET", prefix() + "vy/" + name + "?" + query);
      request.responseType = "json";
      request.onload = function () {
        if (request.status === 200 && request.response) { resolve(request.response); }
        else { reject(new Error(request.status)); }
      };
      request.onerror = function () { reject(new Error("unreachable")); };
      request.send();
    });
  }

  function nothing() {
    return window.dash_clientside.callback_context.outputs_list.map(function () {
      return window.dash_clientside.no_update;
    });
  }

  // The chart is drawn at once, before Dash has set twenty other things: it is what one looks at.
  // Where nothing has been drawn yet, Dash does it when it is ready.
  function draw(id, figure) {
    var holder = document.getElementById(id);
    var graph = holder && holder.querySelector(".js-plotly-plot");
    if (window.Plotly && graph && graph._fullLayout) {
      window.Plotly.react(graph, figure.data, figure.layout);
    } else {
      window.dash_clientside.set_props(id, { figure: figure });
    }
  }

  function place(outputs, id) {
    return outputs.findIndex(function (one) { return one.id === id; });
  }

  function notice() {
    var language = document.documentElement.lang === "en" ? "en" : "sv";
    return {
      type: "P", namespace: "dash_html_components",
      props: { children: FAILED[language], className: "notice", role: "alert" },
    };
  }

  var asked = 0; // questions so far: only the answer to the last one is shown
  var answer = null; // the last answer, until Dash has taken it over
  var applied = {}; // what controls and address were set to, so that this asks for nothing anew

  function isApplied(one) { return applied[one.prop_id] === JSON.stringify(one.value); }

  // (search, the controls' values, pathname): asks for the view and draws its chart. No output of
  // Dash waits for it: Dash would draw everything twice, as loading and as loaded.
  function ask() {
    var path = arguments[arguments.length - 1] || "";
    var triggered = window.dash_clientside.callback_context.triggered;
    if (!path.replace(/\/+$/, "").endsWith("/jamfor") || triggered.every(isApplied)) { return; }
    var parameters = { adress: arguments[0] || "" };
    var changed = triggered[0].prop_id.split(".");
    if (changed[1] === "value") {
      parameters.val = changed[0];
      parameters.varde = JSON.stringify(triggered[0].value);
    }
    triggered.forEach(function (one) { applied[one.prop_id] = JSON.stringify(one.value); });
    var mine = asked += 1;
    return fetched("jamfor", parameters).then(function (found) {
      if (mine !== asked) { return; }
      draw("compare-chart", found.figure);
      answer = { number: mine, values: found.outputs, moved: !!parameters.val };
      window.dash_clientside.set_props("compare-answer", { data: mine });
    }).catch(function () {
      window.dash_clientside.set_props("compare-notices", { children: [notice()] });
    });
  }

  // (number of the answer, the house chart shown) -> the outputs of the page
  function apply(number, houseShown) {
    var outputs = window.dash_clientside.callback_context.outputs_list;
    // a page that has just been drawn brings a store of its own, and no answer
    if (!answer || answer.number !== number) { return nothing(); }
    var values = answer.values;
    var house = place(outputs, "compare-house");
    outputs.forEach(function (one, index) {
      applied[one.id + "." + one.property] = JSON.stringify(values[index]);
    });
    if (!answer.moved) { values[0] = window.dash_clientside.no_update; }
    if (values[house] === houseShown) { values[house] = window.dash_clientside.no_update; }
    answer = null;
    return values;
  }

  // the address of a house chart -> its outputs
  function house(address) {
    var unchanged = nothing();
    if (!address) { return unchanged; }
    return fetched("lan", { adress: address }).then(function (answer) {
      draw("compare-rank", answer.figure);
      return answer.outputs;
    }).catch(function () { return unchanged; });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    views: { ask: ask, apply: apply, house: house },
  });
})();

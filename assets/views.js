/* The view of a page after a change: fetched from the server, drawn, handed to Dash's components.
 *
 * Wired by name: ClientsideFunction("views", "compare"). The server answers with {outputs, figure}:
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

  function fetched(name, parameters) {
    var query = new URLSearchParams(parameters).toString();
    return fetch(prefix() + "vy/" + name + "?" + query).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.json();
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

  // (search, the controls' values, pathname, the house chart shown) -> the outputs of the page
  function compare() {
    var context = window.dash_clientside.callback_context;
    var outputs = context.outputs_list;
    var unchanged = nothing();
    var path = arguments[arguments.length - 2] || "";
    var houseShown = arguments[arguments.length - 1];
    if (!path.replace(/\/+$/, "").endsWith("/jamfor")) { return unchanged; }
    var changed = context.triggered.map(function (one) { return one.prop_id.split("."); })[0] || [];
    var parameters = { adress: arguments[0] || "" };
    if (changed[1] === "value") {
      parameters.val = changed[0];
      parameters.varde = JSON.stringify(context.triggered[0].value);
    }
    return fetched("jamfor", parameters).then(function (answer) {
      var values = answer.outputs;
      draw("compare-chart", answer.figure);
      if (!parameters.val) { values[0] = window.dash_clientside.no_update; }
      var house = place(outputs, "compare-house");
      if (values[house] === houseShown) { values[house] = window.dash_clientside.no_update; }
      return values;
    }).catch(function () {
      unchanged[place(outputs, "compare-notices")] = [notice()];
      return unchanged;
    });
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
    views: { compare: compare, house: house },
  });
})();

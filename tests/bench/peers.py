"""The apps that the panel is measured against: ``python -m tests.bench.peers NAME …``.

Each is served by waitress with as many threads as the panel, on ``PORT`` of 127.0.0.1.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

THREADS = 8


def _serve(server: Any) -> None:
    from waitress import serve

    serve(server, host="127.0.0.1", port=int(os.environ["PORT"]), threads=THREADS, ident=None)


def floor(path: str) -> None:
    """A bare Flask view that hands out the bytes of a file: the least any server could do."""
    from flask import Flask, Response

    server = Flask("floor")
    content = Path(path).read_bytes()

    @server.get("/")
    def index() -> str:
        return "floor"

    @server.get("/vy/jamfor")
    def answer() -> Response:
        return Response(content, mimetype="application/json")

    _serve(server)


def hello() -> None:
    """A Dash hello-world that imports what the panel's pages are made with."""
    import dash_mantine_components as dmc
    import pandas  # noqa: F401
    from dash import Dash

    app = Dash("hello", assets_folder="none", pages_folder="")
    app.layout = dmc.MantineProvider(dmc.Text("Hello"))
    _serve(app.server)


def express(path: str) -> None:
    """A Dash app that draws the over-time chart of the rows in a CSV file by plotly.express."""
    import pandas as pd
    import plotly.express as px
    from dash import Dash, Input, Output, dcc, html

    rows = pd.read_csv(path)
    app = Dash("express", assets_folder="none", pages_folder="")
    app.layout = html.Div([dcc.Dropdown(id="indicator"), dcc.Graph(id="chart")])

    @app.callback(Output("chart", "figure"), Input("indicator", "value"))
    def draw(indicator: str) -> Any:
        chosen = rows[rows["indicator"] == indicator]
        return px.line(chosen, x="period", y="value", color="place", markers=True, title=indicator)

    _serve(app.server)


def redraw(path: str) -> None:
    """A Dash app whose clientside callback draws ready figures: the least any redraw can cost.

    The file holds ``{indicator: figure}``, figures as the panel draws them.
    """
    import json

    from dash import Dash, Input, Output, State, dcc, html

    figures = json.loads(Path(path).read_text(encoding="utf-8"))
    app = Dash("redraw", assets_folder="none", pages_folder="")
    names = list(figures)
    app.layout = html.Div(
        [
            dcc.Store(id="figures", data=figures),
            dcc.Dropdown(names, names[0], id="indicator"),
            dcc.Graph(id="chart", figure=figures[names[0]]),
        ]
    )
    app.clientside_callback(
        "(name, figures) => figures[name]",
        Output("chart", "figure"),
        Input("indicator", "value"),
        State("figures", "data"),
        prevent_initial_call=True,
    )
    _serve(app.server)


def vizro(path: str) -> None:
    """A Vizro dashboard with the same lines and a parameter for the indicator."""
    import pandas as pd
    import vizro.models as vm
    import vizro.plotly.express as px
    from vizro import Vizro

    rows = pd.read_csv(path)
    chart = px.line(rows, x="period", y="value", color="place", markers=True)
    chooser = vm.Dropdown(id="indicator", multi=False)
    page = vm.Page(
        title="Vizro",
        components=[vm.Graph(id="chart", figure=chart)],
        controls=[vm.Filter(column="indicator", selector=chooser)],
    )
    _serve(Vizro().build(vm.Dashboard(pages=[page])).dash.server)


def streamlit(path: str) -> None:
    """A Streamlit app with the same lines and a select for the indicator."""
    from streamlit.web import bootstrap

    options = {
        "server.port": int(os.environ["PORT"]),
        "server.address": "127.0.0.1",
        "server.headless": True,
        "browser.gatherUsageStats": False,
        "server.fileWatcherType": "none",
    }
    script = str(Path(__file__).with_name("streamlit_app.py"))
    bootstrap.load_config_options(options)
    bootstrap.run(script, False, [path], options)


def full_script() -> None:
    """The panel without the smaller chart script, whether that was fetched or not."""
    from app import create_app, open_library
    from layouts import slim

    slim.FOLDER = Path("none")
    _serve(create_app(open_library(os.environ["DATABASE_URL"])).server)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])

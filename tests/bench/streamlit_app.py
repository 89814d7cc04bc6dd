"""What Streamlit runs for the bench: the rows of a CSV file as lines, chosen by indicator."""

from __future__ import annotations

import sys

import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def rows(path: str) -> pd.DataFrame:
    """The rows, read once."""
    return pd.read_csv(path)


found = rows(sys.argv[1])
chosen = st.selectbox("indicator", sorted(found["indicator"].unique()))
shown = found[found["indicator"] == chosen]
st.plotly_chart(px.line(shown, x="period", y="value", color="place", markers=True))

"""The show: one document that shows a meeting full screen, on paper, and without a server."""

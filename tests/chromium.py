"""The browser that the tests and the bench drive: its names, and how it is started."""

#: names under which systems install it
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: no sandbox as root, and nothing sent to anyone in the background
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

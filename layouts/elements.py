"""HTML elements as plain dicts, the form in which Dash sends components to the browser.

Building a thousand table cells as Dash component objects costs tens of milliseconds of validation
a page; as dicts it costs one. The keys are those of ``dash.html`` (className, scope, aria-label).
"""

from __future__ import annotations

from html import escape
from typing import Any

Element = dict[str, Any]
Child = Any

#: tags whose Dash class is not simply the capitalised tag
_SPELLED = {
    "thead": "Thead", "tbody": "Tbody", "figcaption": "Figcaption", "noscript": "Noscript",
    "a": "A", "dl": "Dl", "dt": "Dt", "dd": "Dd", "ul": "Ul", "ol": "Ol", "li": "Li",
}  # fmt: skip


def h(tag: str, *children: Child, **properties: Any) -> Element:
    """An HTML element. ``cls`` is className; ``aria_label`` becomes aria-label, ``data_x`` data-x.

    Children that are None are left out; one string child stays a string.
    """
    props: dict[str, Any] = {}
    for name, value in properties.items():
        if value is not None:
            props[PROPERTIES[name]] = value
    if None in children:
        children = tuple([child for child in children if child is not None])
    if children:
        props["children"] = children[0] if len(children) == 1 else list(children)
    return {"type": TYPES[tag], "namespace": "dash_html_components", "props": props}


class _Types(dict[str, str]):
    """A tag's Dash class, worked out once: a page has hundreds of elements."""

    def __missing__(self, tag: str) -> str:
        self[tag] = found = tag.capitalize()
        return found


class _Properties(dict[str, str]):
    """A keyword's name in the browser, worked out once."""

    def __missing__(self, name: str) -> str:
        dashed = name.startswith(("aria_", "data_"))
        self[name] = found = name.replace("_", "-") if dashed else name.removesuffix("_")
        return found


TYPES = _Types(_SPELLED)
PROPERTIES = _Properties(cls="className")


def link(label: Child, href: str, **properties: Any) -> Element:
    """A link within the panel: the page changes without loading everything anew.

    An ordinary anchor, so that it can carry aria-current and open in a new tab; assets/address.js
    does the rest. Addresses start with "/" and are put under the panel's prefix by :func:`under`.
    """
    props = {"href": href, "data-nav": "", "children": label}  # a page has scores of links
    if properties:
        props |= {PROPERTIES[name]: value for name, value in properties.items()}
    return {"type": "A", "namespace": "dash_html_components", "props": props}


def under(prefix: str, tree: Any) -> Any:
    """`tree` with every address that starts with "/" put under the panel's path prefix."""
    if prefix == "/":
        return tree
    if isinstance(tree, dict):
        return {
            key: _under(prefix, key, value) if isinstance(value, str) else under(prefix, value)
            for key, value in tree.items()
        }
    if isinstance(tree, (list, tuple)):
        return type(tree)(under(prefix, item) for item in tree)
    return tree


def _under(prefix: str, key: str, value: str) -> str:
    """One property of an element; within HTML text the attributes are those of :func:`to_html`."""
    if key in ("href", "src") and value.startswith("/"):
        return prefix + value[1:]
    if key == "data-html":
        return value.replace(' href="/', f' href="{prefix}').replace(' src="/', f' src="{prefix}')
    return value


#: attributes whose HTML name is not the property's in small letters
_ATTRIBUTES = {"className": "class", "htmlFor": "for"}


_EMPTY = ("img", "br", "hr", "input")


class Markup(str):
    """HTML text, everything in it escaped already."""

    __slots__ = ()


def to_html(element: Child) -> str:
    """An element made with :func:`h` as HTML text; every string in it is escaped."""
    if isinstance(element, Markup):
        return element
    if isinstance(element, str):
        return escape(element, quote=False)
    if isinstance(element, (list, tuple)):
        return "".join([to_html(child) for child in element])
    if not isinstance(element, dict):
        return escape(str(element), quote=False)
    tag = element["type"].lower()
    properties = element["props"]
    attributes = ""
    for name, value in properties.items():
        if name != "children" and value is not False:
            name = _ATTRIBUTES.get(name) or name.lower()
            attributes += f' {name}="{escape(str(value))}"'
    if tag in _EMPTY:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(properties.get('children', ''))}</{tag}>"


def inert(*children: Child, **properties: Any) -> Element:
    """A ``div`` whose content goes to the browser as HTML text, not as components.

    Each component costs the browser a subscription to the page's state, so a table of thousands
    of cells would stop it for seconds. assets/inert.js puts the text in place; no id within it
    can be part of a callback.
    """
    return h("div", data_html=to_html(children), **properties)


def plain(component: Any) -> Any:
    """A Dash component, and all within it, as plain dicts: serialised faster, and safe to keep."""
    if hasattr(component, "to_plotly_json"):
        component = component.to_plotly_json()
    if isinstance(component, dict):
        return {key: plain(value) for key, value in component.items()}
    if isinstance(component, (list, tuple)):
        return [plain(item) for item in component]
    return component

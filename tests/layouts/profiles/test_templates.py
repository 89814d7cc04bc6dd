"""Templates and logos of a region: what fits, what is named as missing, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InputFault
from layouts import profile_logo, profile_package
from layouts.profile_load import load_profiles
from layouts.profile_package import Refused
from layouts.profile_templates import docx_problems, pptx_problems, slide_layouts, style_names

WORD = 'home = "20"\nname = { sv = "A", en = "A" }\n'


@pytest.fixture(scope="module")
def deck() -> bytes:
    """The plain deck of python-pptx: eleven layouts with English names."""
    from pptx import Presentation

    stream = io.BytesIO()
    Presentation().save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def document() -> bytes:
    from docx import Document

    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def saved(folder: Path, content: bytes, name: str = "mall.pptx") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def changed(package: bytes, **parts: bytes | None) -> bytes:
    """An office file with parts replaced (added where new, left out where None)."""
    stream, wanted = io.BytesIO(), {name.replace("__", "/"): text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = wanted.pop(name, old.read(name))
            if text is not None:
                new.writestr(name, text)
        for name, text in wanted.items():
            if text is not None:
                new.writestr(name, text)
    return stream.getvalue()


def part(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


def told(problems) -> str:
    return "\n".join(f"{where}: {text}" for where, text in problems)


# --- PowerPoint --------------------------------------------------------------------------------


def test_the_layouts_are_those_that_python_pptx_finds(tmp_path, deck):
    from pptx import Presentation

    found = slide_layouts(saved(tmp_path, deck))
    theirs = Presentation(io.BytesIO(deck)).slide_layouts
    assert [layout.name for layout in found] == [layout.name for layout in theirs]
    assert [len(layout.placeholders) for layout in found] == [
        len(layout.placeholders) for layout in theirs
    ]


def test_a_template_that_fits_has_no_problems(tmp_path, deck):
    path = saved(tmp_path, deck)
    assert told(pptx_problems(path, {})) == ""
    mapped = {"title": "Title Slide", "view": "Title Only", "text": "title AND content "}
    assert told(pptx_problems(path, mapped)) == ""


def test_missing_layouts_and_placeholders_are_named(tmp_path, deck):
    path = saved(tmp_path, deck)
    found = told(pptx_problems(path, {"title": "Rubrik", "view": "Blank", "text": "Title Only"}))
    assert "powerpoint.layouts.title: mallen har ingen layout som heter ”Rubrik”" in found
    assert "“Title Slide”" in found
    assert "powerpoint.layouts.view: layouten ”Blank” saknar platshållare: rubrik /" in found
    assert "powerpoint.layouts.text: layouten ”Title Only” saknar" in found
    assert "lacks placeholders: text or content" in found


def test_a_template_in_which_nothing_fits_says_for_what(tmp_path, deck):
    import re

    parts = {}
    for number in range(1, 12):
        name = f"ppt/slideLayouts/slideLayout{number}.xml"
        parts[name] = re.sub(rb'type="(body|subTitle|obj)"', b'type="pic"', part(deck, name))
        parts[name] = re.sub(rb"<p:ph (?![^>]*type)", b'<p:ph type="pic" ', parts[name])
    found = told(pptx_problems(saved(tmp_path, changed(deck, **parts)), {}))
    assert "powerpoint.layouts.text: ingen layout i mallen passar för ”text”" in found
    assert "layouts.view" not in found


def test_a_potx_a_docx_and_macros_are_refused(tmp_path, deck, document):
    types = part(deck, "[Content_Types].xml")
    potx = types.replace(b"presentation.main+xml", b"template.main+xml")
    macro = types.replace(b"vnd.openxmlformats-officedocument.presentationml.presentation.main",
                          b"vnd.ms-powerpoint.presentation.macroEnabled.main")  # fmt: skip
    for content, words in (
        (changed(deck, **{"[Content_Types].xml": potx}), "ska sparas som .pptx"),
        (changed(deck, **{"[Content_Types].xml": macro}), "innehåller makron"),
        (changed(deck, **{"ppt/vbaProject.bin": b"x"}), "innehåller makron"),
        (document, "är ingen PowerPoint-presentation"),
    ):
        assert words in told(pptx_problems(saved(tmp_path, content), {}))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 1000, b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_office_file_is_refused_in_words(tmp_path, content):
    assert "ingen Office-fil" in told(pptx_problems(saved(tmp_path, content), {}))
    assert "no Office file" in told(docx_problems(saved(tmp_path, content, "m.docx"), {}))


def test_a_zip_without_the_parts_is_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as empty:
        empty.writestr("a.txt", "a")
    assert "mall.pptx" in told(pptx_problems(saved(tmp_path, stream.getvalue()), {}))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_coding(tmp_path, deck, coding):
    text = '<?xml version="1.0" encoding="%s"?><!DOCTYPE a [<!ENTITY b "%s">]><a>&b;</a>'
    bomb = (text % (coding, "lol" * 9)).encode(coding)
    path = saved(tmp_path, changed(deck, **{"ppt/presentation.xml": bomb}))
    assert "har en dokumenttyp i ppt/presentation.xml" in told(pptx_problems(path, {}))


def test_what_unpacks_to_too_much_is_not_read(tmp_path, deck, monkeypatch):
    monkeypatch.setattr(profile_package, "MOST_UNPACKED", 10_000)
    assert "packas upp till mer" in told(pptx_problems(saved(tmp_path, deck), {}))
    monkeypatch.setattr(profile_package, "MOST_UNPACKED", 10**9)
    monkeypatch.setattr(profile_package, "MOST_PART", 1_000)
    assert "packas upp till mer" in told(pptx_problems(saved(tmp_path, deck), {}))
    monkeypatch.setattr(profile_package, "MOST_PART", 10**9)
    monkeypatch.setattr(profile_package, "MOST_PARTS", 3)
    assert "packas upp till mer" in told(pptx_problems(saved(tmp_path, deck), {}))
    monkeypatch.setattr(profile_package, "MOST_BYTES", 1_000)
    assert "mall.pptx är 0 MB" in told(pptx_problems(saved(tmp_path, deck), {}))


def test_relationships_cannot_point_out_of_the_file(tmp_path, deck):
    name = "ppt/_rels/presentation.xml.rels"
    outside = part(deck, name).replace(b"slideMasters/", b"../../../../etc/")
    found = told(pptx_problems(saved(tmp_path, changed(deck, **{name: outside})), {}))
    assert "skadad del (etc/slideMaster1.xml)" in found


@given(st.data())
def test_a_damaged_template_is_refused_or_read_but_never_a_crash(tmp_path_factory, deck, data):
    damaged = bytearray(deck)
    for _ in range(data.draw(st.integers(1, 30))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    path = saved(tmp_path_factory.getbasetemp(), bytes(damaged[:cut]))
    for _, text in pptx_problems(path, {"title": "Title Slide"}):
        assert " / " in text


# --- Word --------------------------------------------------------------------------------------


def test_word_styles_are_those_that_python_docx_finds(tmp_path, document):
    from docx import Document

    found = style_names(saved(tmp_path, document))
    theirs = {style.element.name_val for style in Document(io.BytesIO(document)).styles}
    assert theirs
    assert set(found) == theirs


def test_missing_word_styles_are_named_and_letters_size_does_not_matter(tmp_path, document):
    path = saved(tmp_path, document, "m.docx")
    assert told(docx_problems(path, {"heading": "Heading 1", "caption": "Caption"})) == ""
    found = told(docx_problems(path, {"source": "Källa"}))
    assert "word.styles.source: mallen har ingen formatmall som heter ”Källa”" in found


def test_a_pptx_is_no_word_template(tmp_path, deck):
    assert "är inget Word-dokument" in told(docx_problems(saved(tmp_path, deck, "m.docx"), {}))


# --- logo --------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * (height * (3 * width + 1)))
    return profile_logo.PNG + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    start = b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    frame = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + b"\0" * 10
    return start + b"\xff\xfe" + struct.pack(">H", 6) + b"text" + frame


def test_the_size_is_read_from_the_picture_itself():
    assert profile_logo.size(png(640, 200)) == (640, 200)
    assert profile_logo.size(jpeg(800, 300)) == (800, 300)
    for other in (b"", b"GIF89a", b"<svg/>", profile_logo.PNG, profile_logo.JPEG + b"\xff" * 50):
        assert profile_logo.size(other) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(600, 200), ""),
        (jpeg(600, 200), ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "varken PNG eller JPEG"),
        (png(60, 20), "60 × 20 bildpunkter"),
        (png(7000, 10), "7000 × 10 pixels"),
        (b"x" * 2_000_001, "är 3 MB, men högst 2 MB"),
    ],
)
def test_logos(tmp_path, content, words):
    found = told(profile_logo.logo_problems(saved(tmp_path, content, "logo.png")))
    assert words in found
    assert bool(words) == bool(found)


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_mark_of_a_picture_are_read_without_a_crash(content):
    for start in (profile_logo.PNG, profile_logo.JPEG):
        found = profile_logo.size(start + content)
        assert found is None or min(found) >= 0


# --- together ----------------------------------------------------------------------------------


def test_a_whole_profile_and_the_same_with_every_fault(tmp_path, deck, document):
    saved(tmp_path, deck)
    saved(tmp_path, document, "mall.docx")
    saved(tmp_path, png(600, 200), "logo.png")
    good = WORD + (
        'logo = "logo.png"\nlogo_alt = { sv = "Märket", en = "The mark" }\n'
        '[powerpoint]\ntemplate = "mall.pptx"\n[powerpoint.layouts]\n'
        'view = "Title Only"\n[word]\ntemplate = "mall.docx"\n'
        '[word.styles]\nheading = "Heading 1"\n'
    )
    (tmp_path / "a.toml").write_text(good, encoding="utf-8")
    [mine] = load_profiles([tmp_path]).values()
    assert (mine.pptx, mine.docx, mine.logo) == tuple(
        tmp_path / name for name in ("mall.pptx", "mall.docx", "logo.png")
    )
    assert mine.logo_alt is not None and mine.logo_alt["en"] == "The mark"
    assert dict(mine.pptx_layouts) == {"view": "Title Only"}
    assert dict(mine.docx_styles) == {"heading": "Heading 1"}
    bad = good.replace("Title Only", "Blank").replace("Heading 1", "Rubrik 1")
    saved(tmp_path, png(60, 20), "logo.png")
    (tmp_path / "a.toml").write_text(bad, encoding="utf-8")
    with pytest.raises(InputFault) as refused:
        load_profiles([tmp_path])
    assert [fault.where for fault in refused.value.faults] == [
        "logo",
        "powerpoint.layouts.view",
        "word.styles.heading",
    ]


def test_refused_carries_a_phrase_that_exists():
    from indicators.phrases import phrases
    from layouts.profile_words import WORDS

    with pytest.raises(Refused) as refused:
        profile_package.read_xml("a.xml", b"<a", print)
    assert refused.value.key in phrases(WORDS)
    assert refused.value.told(Path("m.pptx")).startswith("m.pptx saknar eller har en skadad del")

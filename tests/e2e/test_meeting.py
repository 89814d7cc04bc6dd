"""The Möte page in a real browser: views are collected, put in order, written under, kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.test_accessible import assert_no_violations, assert_reflows
from tests.e2e.visits import PHONE, ZOOMED, Visit, new_visit

VIEWS = (
    ("/jamfor", "?indikator=rd_business&platser=20,21,17"),
    ("/jamfor", "?indikator=unemployment_bas&vy=rangordning"),
    ("/jamfor", "?indikator=unemployment_bas&vy=karta"),
    ("/county/20", ""),
    ("/strategi", ""),
    ("/jamfor", "?indikator=finns_inte"),
)
SLIDES = [
    {"id": f"bild{number}", "kind": "view", "path": path, "query": query, "part": "chart",
     "title": f"Rubrik {number}", "message": "", "notes": "", "confirmed": []}
    for number, (path, query) in enumerate(VIEWS, start=1)
]  # fmt: skip
KEEP = "kept => localStorage.setItem('mote:/', JSON.stringify(kept))"


def keep(page: Page, slides: list[dict[str, object]]) -> None:
    """Put a meeting into the browser as if it had been collected there."""
    meeting = {
        "schema_version": 1,
        "title": "Styrgruppen",
        "on": None,
        "language": "sv",
        "home": "20",
        "as_of": None,
        "slides": slides,
        "showings": [],
        "beside": [],
    }
    page.evaluate(KEEP, {"schema": 1, "meeting": meeting, "revision": 1, "server": None})


def kept(page: Page) -> dict[str, object]:
    """The meeting as the browser has it."""
    found: dict[str, object] = page.evaluate("JSON.parse(localStorage.getItem('mote:/')).meeting")
    return found


def titles(page: Page) -> list[str]:
    """The slides' titles in the order in which they stand."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.slide .slide-main .field > input')].map(f => f.value)"
    )
    return found


@pytest.fixture(scope="module")
def desk_of_mine(browser: Browser, panel: str) -> Iterator[Visit]:
    """A browser of its own, so that no other test finds its meeting."""
    found = new_visit(browser, panel, reduced_motion="reduce")
    yield found
    found.context.close()
    assert not found.faults, "\n".join(found.faults)


@pytest.fixture
def meeting(desk_of_mine: Visit) -> Callable[..., Page]:
    """Open the Möte page with these slides in it."""

    def start(count: int = 3) -> Page:
        page = desk_of_mine.open("/om")
        page.evaluate("localStorage.clear()")
        keep(page, SLIDES[:count])
        page = desk_of_mine.open("/mote")
        page.locator("#meeting-slides").wait_for()
        expect(page.locator(".slide:not(.waiting)")).to_have_count(count)
        return page

    return start


def test_views_are_added_beside_every_chart_and_table(desk_of_mine: Visit) -> None:
    page = desk_of_mine.open("/jamfor?indikator=rd_business&hem=21")
    page.evaluate("localStorage.clear()")
    said = page.locator(".meeting-add [role=status]")
    page.locator(".actions [data-meeting-add]").press("Enter")
    expect(said.first).to_have_text("Tillagd i mötet (1 bild)")
    page.locator(".pictures [data-meeting-add]").click()
    page.locator(".table-row [data-meeting-add]").click()
    expect(page.locator("#header nav a[data-count='3']")).to_contain_text("Möte")
    slides = kept(page)["slides"]
    assert [(one["path"], one["query"], one["part"]) for one in slides] == [  # type: ignore[attr-defined]
        ("/jamfor", "?indikator=rd_business", "chart"),
        ("/jamfor", "?indikator=rd_business&vy=rangordning", "chart"),
        ("/jamfor", "?indikator=rd_business", "table"),
    ]
    assert kept(page)["home"] == "21"
    page.locator("#header nav a[data-count]").click()
    expect(page.locator(".slide:not(.waiting)")).to_have_count(3)
    # the views' own titles stand until the analyst writes another
    own = [page.locator(".slide-main .field > input").nth(number).get_attribute("placeholder")
           for number in range(3)]  # fmt: skip
    assert all(text and "företag" in text.lower() for text in own), own
    assert own[0] == own[2] != own[1]


def test_slides_are_moved_by_keyboard_undone_and_kept(meeting: Callable[..., Page]) -> None:
    page = meeting(3)
    page.locator(".slide").nth(2).locator("textarea").first.focus()
    page.keyboard.press("Alt+ArrowUp")
    assert titles(page) == ["Rubrik 1", "Rubrik 3", "Rubrik 2"]
    # the cursor is still in the same slide's message
    assert page.evaluate("document.activeElement.closest('.slide').dataset.slide") == "bild3"
    up = page.locator("[data-slide=bild3] [data-tool=move_up]")
    up.press("Enter")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    assert titles(page) == ["Rubrik 3", "Rubrik 1", "Rubrik 2"]
    expect(page.locator("#meeting > [role=status]")).to_have_text("Bild flyttad till plats 1 av 3.")
    page.locator("[data-slide=bild1] [data-tool=remove]").click()
    assert titles(page) == ["Rubrik 3", "Rubrik 2"]
    page.keyboard.press("Control+z")
    assert titles(page) == ["Rubrik 3", "Rubrik 1", "Rubrik 2"]
    page.get_by_role("button", name="Ångra: bild 2 flyttad").click()
    page.get_by_role("button", name="Ångra: bild 3 flyttad").click()
    assert titles(page) == ["Rubrik 1", "Rubrik 2", "Rubrik 3"]
    page.get_by_role("button", name="Gör om: bild 3 flyttad").click()
    page.locator("[data-slide=bild2] textarea").first.fill("Mitt budskap")
    page.reload()
    expect(page.locator(".slide")).to_have_count(3)
    assert titles(page) == ["Rubrik 1", "Rubrik 3", "Rubrik 2"]
    expect(page.locator("[data-slide=bild2] textarea").first).to_have_value("Mitt budskap")


def test_a_slide_is_dragged_to_its_place(meeting: Callable[..., Page]) -> None:
    page = meeting(3)
    page.locator("[data-slide=bild3]").scroll_into_view_if_needed()
    handle = page.locator("[data-slide=bild3] .drag").bounding_box()
    goal = page.locator("[data-slide=bild1]").bounding_box()
    assert handle is not None and goal is not None
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(handle["x"] + 5, goal["y"] + 30, steps=6)
    page.mouse.up()
    assert titles(page) == ["Rubrik 3", "Rubrik 1", "Rubrik 2"]
    assert [one["id"] for one in kept(page)["slides"]] == ["bild3", "bild1", "bild2"]  # type: ignore[attr-defined]


def test_two_tabs_keep_each_others_words(meeting: Callable[..., Page], desk_of_mine: Visit) -> None:
    page = meeting(2)
    other = Visit(desk_of_mine.base, page.context.new_page())
    second = other.open("/mote")
    expect(second.locator(".slide:not(.waiting)")).to_have_count(2)
    second.locator("[data-slide=bild1] textarea").first.fill("Från den andra fliken")
    page.locator("[data-slide=bild2] textarea").first.fill("Från den första")
    expect(page.locator("[data-slide=bild1] textarea").first).to_have_value("Från den andra fliken")
    expect(second.locator("[data-slide=bild2] textarea").first).to_have_value("Från den första")
    # undoing in one tab leaves what the other has written since
    second.get_by_role("button", name="Ångra: budskapet på bild 1").click()
    expect(page.locator("[data-slide=bild1] textarea").first).to_have_value("")
    expect(page.locator("[data-slide=bild2] textarea").first).to_have_value("Från den första")
    second.close()
    assert other.faults == []


def test_a_number_is_completed_and_follows_the_data(meeting: Callable[..., Page]) -> None:
    page = meeting(1)
    area = page.locator("[data-slide=bild1] textarea").first
    area.press_sequentially("Företagen satsade {v")
    options = page.locator("[data-slide=bild1] [role=option]")
    expect(options.first).to_be_visible()
    # fields called so come before those that only hold the letter somewhere
    called = [one.startswith("{v") for one in options.locator("code").all_inner_texts()]
    assert called == sorted(called, reverse=True) and 1 < called.count(True) < len(called)
    page.keyboard.type("arde")
    assert area.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert_no_violations(page, "list of fields open")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.type(":")
    expect(options.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(options.first).to_be_hidden()
    value = area.input_value()
    assert value.startswith("Företagen satsade {värde:") and value.endswith("}")
    reads = page.locator("[data-slide=bild1] .reads")
    expect(reads).to_contain_text("Företagen satsade")
    assert "{" not in reads.inner_text()
    expect(page.locator(".slide:not(.waiting)")).to_have_count(1)
    confirmed = page.wait_for_function(
        "JSON.parse(localStorage.getItem('mote:/')).meeting.slides[0].confirmed[0]"
    ).json_value()
    read = "".join(reads.inner_text().split())
    assert "".join(str(confirmed["said"]).split()) in read


def test_a_message_whose_number_has_changed_is_marked_until_it_is_read(
    meeting: Callable[..., Page], desk_of_mine: Visit
) -> None:
    page = meeting(1)
    page.locator("[data-slide=bild1] textarea").first.fill("Dalarna: {värde:20}")
    page.wait_for_function(
        "JSON.parse(localStorage.getItem('mote:/')).meeting.slides[0].confirmed.length"
    )
    # as if the message had been read when the figure was another
    page.evaluate(
        """() => { const kept = JSON.parse(localStorage.getItem('mote:/'));
           Object.assign(kept.meeting.slides[0].confirmed[0], { said: '1 234', value: 1234 });
           localStorage.setItem('mote:/', JSON.stringify(kept)); }"""
    )
    page = desk_of_mine.open("/mote")
    stale = page.locator("[data-slide=bild1] .stale")
    expect(stale).to_contain_text("1 234")
    expect(page.locator("#meeting-slides")).to_contain_text("1 bild att läsa om")
    assert_no_violations(page, "a message to re-read")
    # the field can no longer be filled in: so it is said, not shown as a number
    page.locator("[data-slide=bild1] textarea").first.fill("Dalarna: {värde:20:1950}")
    page.evaluate(
        """() => { const kept = JSON.parse(localStorage.getItem('mote:/'));
           const read = { key: 'value.20.1950@1950', said: '12', value: 12 };
           kept.meeting.slides[0].confirmed = [read];
           localStorage.setItem('mote:/', JSON.stringify(kept)); }"""
    )
    page = desk_of_mine.open("/mote")
    expect(stale).to_contain_text("stod 12 (1950) · finns inte längre")
    expect(page.locator("#meeting-slides")).to_contain_text("1 bild med fält att rätta")
    page.get_by_role("button", name="Läst: Bild 1").click()
    expect(stale).to_be_hidden()
    page.reload()
    expect(page.locator(".slide:not(.waiting)")).to_have_count(1)
    expect(stale).to_be_hidden()
    page.locator("[data-slide=bild1] textarea").first.fill("Dalarna: {värde:20}")
    expect(page.locator("#meeting-slides")).to_have_text("Bilder (1 bild)")


def test_the_guard_reads_the_title_that_the_analyst_wrote(meeting: Callable[..., Page]) -> None:
    page = meeting(1)
    page.get_by_role("button", name="Rubrikbild", exact=True).click()
    section = page.locator(".slide.kind-section")
    guard = section.locator("details.guard")
    expect(guard.locator("summary")).to_have_text("Profilvakt (1)")  # it has no title yet
    page.keyboard.type("Att besluta")
    expect(guard).to_be_hidden()
    expect(section.get_by_role("button", name="Infoga en siffra")).to_have_count(0)
    # a title of the analyst's own that is too long is told, and the view's own takes its place
    title = page.locator("[data-slide=bild1] .slide-main .field > input").first
    title.fill("Kompetensförsörjning och omställningsförmåga i tillverkningsindustrin " * 3)
    own = page.locator("[data-slide=bild1] details.guard")
    expect(own).to_contain_text("Använd vyns egen rubrik")
    assert "Företagens FoU" in (title.get_attribute("placeholder") or "")
    own.locator("summary").click()
    own.get_by_role("button", name="Använd vyns egen rubrik").click()
    expect(title).to_have_value("")
    expect(page.locator(".slide:not(.waiting)")).to_have_count(2)


def test_a_broken_file_is_refused_in_words_and_a_right_one_opened(
    meeting: Callable[..., Page], desk_of_mine: Visit, tmp_path: Path
) -> None:
    page = meeting(2)
    page.locator("[data-slide=bild1] textarea").first.fill("Mitt budskap")
    broken = tmp_path / "trasig.mote.json"
    broken.write_text('{"slides": [', encoding="utf-8")
    page.locator("input[type=file]").first.set_input_files(str(broken))
    notice = page.locator(".meeting-alerts [role=alert]")
    expect(notice).to_contain_text("trasig.mote.json öppnades inte. Mötet som är öppet är orört.")
    assert titles(page) == ["Rubrik 1", "Rubrik 2"]
    # the browser remarks upon every refusal
    desk_of_mine.faults[:] = [fault for fault in desk_of_mine.faults if "400" not in fault]
    page.locator("summary", has_text="Ladda ner").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Mötesfil").click()
    saved = tmp_path / download.value.suggested_filename
    assert saved.name.startswith("mote_styrgruppen_") and saved.name.endswith(".mote.json")
    download.value.save_as(saved)
    assert "Mitt budskap" in saved.read_text(encoding="utf-8")
    page.get_by_role("button", name="Nytt möte").click()
    expect(page.locator(".meeting-empty")).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(str(saved))
    expect(page.locator("[data-slide=bild1] textarea").first).to_have_value("Mitt budskap")
    page.locator("summary", has_text="Öppna").click()
    expect(page.locator(".meeting-tools details[open]")).to_contain_text("Tidigare möten")


def test_the_meeting_works_where_the_browser_keeps_nothing(browser: Browser, panel: str) -> None:
    visit = new_visit(browser, panel)
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed'); }})"
    )
    page = visit.open("/county/20")
    page.locator("[data-meeting-add]").click()
    expect(page.locator(".meeting-add [role=status]")).to_contain_text("kan inte spara")
    page.locator("#header nav a[data-count='1']").click()
    expect(page.locator(".slide:not(.waiting)")).to_have_count(1)
    expect(page.locator("#meeting [role=alert]:visible")).to_contain_text("ladda ner mötesfilen")
    visit.context.close()


def test_a_full_browser_is_said_so_and_kept_as_soon_as_there_is_room(
    meeting: Callable[..., Page],
) -> None:
    page = meeting(1)
    page.evaluate(
        """() => { window.room = Storage.prototype.setItem;
           Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceeded'); }; }"""
    )
    area = page.locator("[data-slide=bild1] textarea").first
    area.fill("Skrivet utan plats")
    expect(page.locator("#meeting [role=alert]:visible")).to_contain_text("kan inte spara")
    expect(area).to_have_value("Skrivet utan plats")
    page.evaluate("() => { Storage.prototype.setItem = window.room; }")
    area.fill("Skrivet med plats")
    expect(page.locator("#meeting [role=alert]:visible")).to_have_count(0)
    assert kept(page)["slides"][0]["message"] == "Skrivet med plats"  # type: ignore[index]


def test_two_people_save_the_same_meeting_and_neither_loses_a_word(
    meeting: Callable[..., Page], desk_of_mine: Visit, browser: Browser
) -> None:
    page = meeting(2)
    page.get_by_role("button", name="Spara", exact=True).click()
    links = page.locator(".link-row input")
    expect(links).to_have_count(2)
    assert_no_violations(page, "links shown")
    view, edit = (links.nth(number).input_value() for number in (0, 1))
    key = edit.rsplit("#", 1)[1]
    colleague = new_visit(browser, desk_of_mine.base)
    told: list[str] = []
    colleague.context.on(
        "request", lambda one: told.extend((one.url, one.headers.get("referer", "")))
    )
    other = colleague.open(edit.removeprefix(desk_of_mine.base))
    expect(other.locator(".slide:not(.waiting)")).to_have_count(2)
    assert other.url == f"{desk_of_mine.base}/mote"  # the edit address is not left on the screen
    other.locator("[data-slide=bild1] textarea").first.fill("Kollegans mening")
    other.locator("[data-slide=bild2] textarea").first.fill("Kollegans andra")
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.locator(".meeting-alerts")).to_contain_text("Mötet är sparat")
    page.locator("[data-slide=bild1] textarea").first.fill("Min mening")
    page.get_by_role("button", name="Spara", exact=True).click()
    beside = page.locator(".beside")
    expect(beside).to_contain_text("Kollegans mening")
    expect(page.locator("[data-slide=bild1] textarea").first).to_have_value("Min mening")
    expect(page.locator("[data-slide=bild2] textarea").first).to_have_value("Kollegans andra")
    assert_no_violations(page, "words to choose between")
    beside.get_by_role("button", name="Använd den andras").click()
    expect(beside).to_be_hidden()
    expect(page.locator("[data-slide=bild1] textarea").first).to_have_value("Kollegans mening")
    expect(page.locator(".unsaved")).to_contain_text("inte är sparade")
    seen = colleague.open(view.removeprefix(desk_of_mine.base))
    expect(seen.locator(".slide:not(.waiting)")).to_have_count(2)
    area = seen.locator("[data-slide=bild1] textarea").first
    expect(area).to_have_value("Min mening")
    # what is said of one's own meeting does not hold here
    expect(seen.locator(".meeting-kept")).to_be_hidden()
    assert not area.is_editable() and seen.locator("[data-tool]").count() == 0
    # the link holds through the skip link and a change of language
    seen.locator("a.skip").focus()
    seen.keyboard.press("Enter")
    seen.locator('a[data-set="sprak=en"]').click()
    expect(seen.locator("[data-slide=bild1] textarea").first).to_have_value("Min mening")
    assert seen.url == f"{desk_of_mine.base}/mote?sprak=en#{view.rsplit('#', 1)[1]}"
    # no address that the server or a proxy writes down held the key
    assert len(told) > 20 and not any(key in one for one in told)
    colleague.context.close()
    assert colleague.faults == []


def test_what_is_written_while_the_server_answers_is_kept(
    meeting: Callable[..., Page], desk_of_mine: Visit
) -> None:
    page = meeting(2)
    first = page.locator("[data-slide=bild1] textarea").first
    second = page.locator("[data-slide=bild2] textarea").first
    save = page.get_by_role("button", name="Spara", exact=True)
    sent: list[str] = []

    def slowly(text: str) -> Callable[[Route], None]:
        def answer(route: Route) -> None:
            sent.append(route.request.method)
            found = route.fetch()
            second.fill(text)  # the server has its answer ready; the analyst goes on writing
            save.press("Enter")  # and presses again
            route.fulfill(response=found)

        return answer

    for number, text in enumerate(("Medan det första sparandet pågick", "Och under det andra")):
        first.fill(f"Sparad {number}")
        page.route("**/mote/spara**", slowly(text))
        save.click()
        expect(page.locator(".meeting-alerts")).to_contain_text("Mötet är sparat")
        page.unroute("**/mote/spara**")
        expect(second).to_have_value(text)
        expect(page.locator(".unsaved")).to_contain_text("inte är sparade")
        assert kept(page)["slides"][1]["message"] == text  # type: ignore[index]
    assert sent == ["POST", "PUT"]  # one meeting, and no press counted twice
    save.click()
    expect(page.locator(".unsaved")).to_be_empty()
    view = page.locator(".link-row input").first.input_value()
    key = view.rsplit("#", 1)[1]
    found = page.request.get(
        f"{desk_of_mine.base}/mote/hamta", headers={"Meeting-Key": key}
    ).json()["meeting"]
    assert [one["message"] for one in found["slides"]] == ["Sparad 1", "Och under det andra"]
    # what is saved holds how its numbers read: nothing is left unsaved a moment later
    first.fill("Dalarna: {värde:20}")
    save.click()
    expect(page.locator(".meeting-alerts")).to_contain_text("Mötet är sparat")
    expect(page.locator(".slide:not(.waiting)")).to_have_count(2)
    assert kept(page)["slides"][0]["confirmed"]  # type: ignore[index]
    expect(page.locator(".unsaved")).to_be_empty()


def test_a_server_that_is_gone_is_told_of_and_nothing_is_lost(
    meeting: Callable[..., Page], desk_of_mine: Visit
) -> None:
    page = meeting(1)
    page.route("**/mote/**", lambda route: route.abort())
    page.locator("[data-slide=bild1] textarea").first.fill("Skrivet utan server")
    page.get_by_role("button", name="Spara", exact=True).click()
    alert = page.locator(".meeting-alerts")
    expect(alert).to_contain_text("Mötet sparades inte på servern. Det finns kvar i webbläsaren.")
    expect(alert).to_contain_text("Servern svarar inte. Kontrollera nätet och försök igen.")
    assert kept(page)["slides"][0]["message"] == "Skrivet utan server"  # type: ignore[index]
    page.unroute("**/mote/**")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(alert).to_contain_text("Mötet är sparat")
    assert all("ERR_FAILED" in fault for fault in desk_of_mine.faults)
    desk_of_mine.faults.clear()


def test_a_meeting_opened_while_another_is_saved_is_left_alone(
    meeting: Callable[..., Page],
) -> None:
    page = meeting(2)

    def slowly(route: Route) -> None:
        found = route.fetch()
        page.get_by_role("button", name="Nytt möte").click()
        route.fulfill(response=found)

    page.route("**/mote/spara", slowly)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(".meeting-alerts")).to_contain_text("Mötet är sparat")
    page.unroute("**/mote/spara")
    assert kept(page)["slides"] == []
    assert page.evaluate("JSON.parse(localStorage.getItem('mote:/')).server") is None
    # the addresses of what was saved are not lost
    expect(page.locator(".meeting-alerts .link-row input")).to_have_count(2)


#: width of the window -> in how many lines the header stands
LINES = {1440: 1, 1280: 1, 1240: 1, 1024: 1, 1020: 2, 768: 2}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_menu_with_all_pages_and_a_count_keeps_its_line(
    meeting: Callable[..., Page], desk_of_mine: Visit, language: str
) -> None:
    meeting(3)
    page = desk_of_mine.open(f"/mote?sprak={language}&hem=21")
    link = page.locator("#header nav a[data-count]")
    link.evaluate("one => { one.dataset.count = 12; }")
    for width, lines in LINES.items():
        page.set_viewport_size({"width": width, "height": 900})
        tops = page.evaluate(
            """() => [...document.querySelectorAll('#header > *')].filter(one => one.offsetHeight)
               .map(one => { const box = one.getBoundingClientRect();
                             return Math.round((box.top + box.bottom) / 2 / 30); })"""
        )
        assert len(set(tops)) == lines, (width, tops)
        assert link.bounding_box() is not None
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_has_no_violations_and_reflows(
    meeting: Callable[..., Page], desk_of_mine: Visit, language: str
) -> None:
    page = meeting(6 if language == "sv" else 0)
    if language == "en":
        page = desk_of_mine.open("/mote?sprak=en")
        expect(page.locator(".meeting-empty")).to_contain_text("The meeting is empty")
    for size in (PHONE, ZOOMED):
        assert_reflows(page, size, f"{language}, {size}")
    assert_no_violations(page, f"{language}, 400 %")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert_no_violations(page, f"{language}, desktop")
    page.locator("summary", has_text="Ladda ner" if language == "sv" else "Download").click()
    assert_no_violations(page, f"{language}, menu open")


MERGED = """async () => {
  const { merge } = await import('/assets/meeting/merge.js');
  let seed = 7; const random = n => { seed = (seed * 16807) % 2147483647; return seed % n; };
  const slide = (id, text) => ({ id, kind: 'text', path: '', query: '', part: 'chart', title: '',
    message: text, notes: '', confirmed: [] });
  const copy = thing => JSON.parse(JSON.stringify(thing));
  let words = 0;
  const worked = (base, written) => {
    const mine = copy(base);
    for (let step = random(6); step >= 0; step -= 1) {
      const list = mine.slides, at = list.length ? random(list.length) : 0;
      const kind = random(4), text = 'ord' + (words += 1);
      if (kind === 0) {
        list.splice(at, 0, slide('n' + words, text));
        written.set('n' + words, text);
      }
      else if (!list.length) continue;
      else if (kind === 1) { list[at].message = text; written.set(list[at].id, text); }
      else if (kind === 2) list.splice(random(list.length), 0, list.splice(at, 1)[0]);
      else written.delete(list.splice(at, 1)[0].id);
    }
    return mine;
  };
  for (let round = 0; round < 400; round += 1) {
    const base = { title: '', showings: [], slides: [] };
    for (let n = random(6); n > 0; n -= 1) base.slides.push(slide('b' + n, 'från början'));
    const own = new Map(), other = new Map();
    const mine = worked(base, own), theirs = worked(base, other);
    const found = merge(base, mine, theirs);
    const all = JSON.stringify(found);
    const ids = found.meeting.slides.map(one => one.id);
    if (new Set(ids).size !== ids.length) return 'twice: ' + all;
    for (const text of [...own.values(), ...other.values()]) {
      if (!all.includes('"' + text + '"')) return 'lost ' + text + ': ' + all;
    }
    const alone = merge(base, mine, base).meeting.slides;
    if (JSON.stringify(alone) !== JSON.stringify(mine.slides)) return 'alone';
    if (JSON.stringify(merge(mine, base, mine).meeting.slides.map(s => s.id)) !==
        JSON.stringify(base.slides.map(s => s.id))) return 'undo';
  }
  return 'kept';
}"""


def test_joining_two_tabs_work_loses_no_words(desk_of_mine: Visit) -> None:
    page = desk_of_mine.open("/om")
    assert page.evaluate(MERGED) == "kept"


def test_a_meeting_of_a_newer_panel_is_left_as_it_is(desk_of_mine: Visit) -> None:
    page = desk_of_mine.open("/om")
    newer = {"schema": 2, "meeting": {"slides": "på annat sätt"}}
    page.evaluate(KEEP, newer)
    page = desk_of_mine.open("/mote")
    expect(page.locator("#meeting [role=alert]:visible")).to_contain_text("nyare version")
    page.get_by_role("button", name="Textbild").click()
    assert json.loads(page.evaluate("localStorage.getItem('mote:/')")) == newer
    page.evaluate("localStorage.clear()")

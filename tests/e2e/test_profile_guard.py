"""Profilvakt on the Möte page: quiet until opened, mended by keyboard, undone like all else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.test_accessible import assert_no_violations
from tests.e2e.test_meeting import keep, kept
from tests.e2e.visits import Visit, new_visit

SIX = "?indikator=exports_goods_per_inhabitant&platser=20,21,17,SE31,00,06"
SLIDE: dict[str, object] = {
    "id": "a", "kind": "view", "path": "/jamfor", "query": SIX, "part": "chart", "title": "",
    "message": "", "notes": "", "confirmed": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(browser: Browser, panel: str) -> Iterator[Visit]:
    found = new_visit(browser, panel, reduced_motion="reduce")
    yield found
    found.context.close()
    assert not found.faults, "\n".join(found.faults)


def test_what_breaks_the_profile_is_mended_by_keyboard_and_can_be_undone(desk: Visit) -> None:
    page = desk.open("/om")
    page.evaluate("localStorage.clear()")
    keep(page, [SLIDE])
    page = desk.open("/mote")
    guard = page.locator("details.guard")
    expect(guard.locator("summary")).to_have_text("Profilvakt (2)")
    expect(guard.locator("ul")).to_be_hidden()
    guard.locator("summary").press("Enter")
    expect(guard).to_contain_text("6 linjer; högst 5 går att skilja åt på håll.")
    assert_no_violations(page, "Profilvakt, opened")
    guard.get_by_role("button", name="Visa bara Dalarna, Gävleborg").press("Enter")
    expect(guard.locator("summary")).to_have_text("Profilvakt (1)")
    expect(guard.locator("summary")).to_be_focused()
    assert "06" not in str(kept(page)["slides"][0]["query"])  # type: ignore[index]
    guard.get_by_role("button", name="Använd: ").press("Enter")
    expect(guard).to_be_hidden()
    # the list is gone, the keyboard is not: it stands at its slide
    expect(page.locator(".slide-head")).to_be_focused()
    assert "302" in str(kept(page)["slides"][0]["message"])  # type: ignore[index]
    page.get_by_role("button", name="Ångra").click()
    expect(guard.locator("summary")).to_have_text("Profilvakt (1)")

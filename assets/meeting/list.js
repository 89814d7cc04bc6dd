// The list of slides: one item a slide, kept while it moves; order by drag and by keyboard.
import { h, place, say } from "./elements.js";
import { slideItem } from "./slide.js";
import { change, MOST_SLIDES, newId, newSlide, state } from "./store.js";

// `said(text)` speaks politely; `source()` is the meeting that is shown.
export function slideList(inner, said, source, fixed) {
  const element = h("ol", { class: "slides", "aria-label": say("slides") });
  const items = new Map();
  const act = { move: move, remove: remove, duplicate: duplicate, said: said };

  function at(id) {
    return source().slides.findIndex(function (slide) { return slide.id === id; });
  }

  function move(id, by) { moveTo(id, at(id) + by); }

  function moveTo(id, to) {
    const from = at(id), count = source().slides.length;
    if (fixed || from < 0 || to < 0 || to >= count || to === from) return;
    change({ key: "did_move", number: from + 1 }, function (meeting) {
      meeting.slides.splice(to, 0, meeting.slides.splice(from, 1)[0]);
    });
    said(say("moved", { number: to + 1, count: count }));
  }

  function remove(id) {
    const number = at(id) + 1;
    const next = source().slides[number] || source().slides[number - 2];
    change({ key: "did_remove", number: number }, function (meeting) {
      meeting.slides = meeting.slides.filter(function (slide) { return slide.id !== id; });
    });
    if (next) items.get(next.id).focus(); else document.getElementById("meeting-slides").focus();
    said(say("removed", { number: number }));
  }

  function duplicate(id) {
    const number = at(id) + 1;
    if (full()) return;
    const copy = newId();
    change({ key: "did_duplicate", number: number }, function (meeting) {
      const own = meeting.slides[number - 1];
      meeting.slides.splice(number, 0, Object.assign({}, own, { id: copy }));
    });
    items.get(copy).focus();
    said(say("duplicated", { number: number + 1 }));
  }

  function full() {
    if (source().slides.length < MOST_SLIDES) return false;
    said(say("add_full", { count: MOST_SLIDES }));
    return true;
  }

  function append(kind) {
    if (full()) return;
    const slide = newSlide({ kind: kind });
    change({ key: "did_add" }, function (meeting) { meeting.slides.push(slide); });
    element.lastElementChild.querySelector("input").focus();
    said(say("new_slide", { number: state().meeting.slides.length }));
  }

  element.addEventListener("keydown", function (event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const item = by && event.target.closest("[data-slide]");
    if (!item || fixed) return;
    event.preventDefault();
    move(item.dataset.slide, by);
  });

  // By pointer: the slide is held by its handle and takes the place of whichever it is drawn over.
  element.addEventListener("pointerdown", function (event) {
    const handle = event.button === 0 && event.target.closest(".drag");
    if (!handle || fixed) return;
    event.preventDefault();
    const item = handle.closest("[data-slide]");
    item.classList.add("dragged");
    element.classList.add("dragging");
    const follow = function (moved) {
      if (moved.clientY < 60) window.scrollBy(0, -14);
      if (moved.clientY > window.innerHeight - 40) window.scrollBy(0, 14);
      const others = Array.from(element.children).filter(function (one) { return one !== item; });
      const before = others.find(function (one) {
        const box = one.getBoundingClientRect();
        return moved.clientY < box.top + box.height / 2;
      });
      if (item.nextElementSibling !== (before || null)) element.insertBefore(item, before || null);
    };
    const stop = function (ended) {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", stop);
      window.removeEventListener("pointercancel", stop);
      item.classList.remove("dragged");
      element.classList.remove("dragging");
      if (ended.type === "pointerup") {
        moveTo(item.dataset.slide, Array.from(element.children).indexOf(item));
      }
      update();
    };
    // not captured by the handle: it leaves the page for a moment each time the slide is moved
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", stop);
  });

  function update() {
    if (element.classList.contains("dragging")) return;
    const slides = source().slides;
    const left = new Set(slides.map(function (slide) { return slide.id; }));
    items.forEach(function (item, id) {
      if (left.has(id)) return;
      item.element.remove();
      items.delete(id);
    });
    slides.forEach(function (slide, number) {
      const known = items.get(slide.id);
      const item = known || slideItem(slide, act, inner, fixed);
      items.set(slide.id, item);
      const there = element.children[number] || null;
      if (there !== item.element) place(element, item.element, there);
      item.update(slide, number + 1, slides.length);
      if (!known) item.grow();
    });
  }

  return { element: element, update: update, append: append };
}

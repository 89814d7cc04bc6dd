// Profilvakt beside a slide: a quiet list of what breaks the region's profile or WCAG, each with
// its mend (layouts/profile_guard.py). Folded until someone opens it.
import { button, h, say, setText } from "./elements.js";

// `mend(change)` sets fields of the slide; `leave()` takes the keyboard where nothing is left to
// mend; `fixed` is a slide that can only be read.
export function guardList(mend, leave, fixed) {
  const summary = h("summary");
  const list = h("ul");
  const element = h("details", { class: "guard", hidden: true }, summary, list);

  function item(remark, number) {
    if (!remark.label) return h("li", null, remark.text);
    const how = remark.change && !fixed
      ? button(remark.label, function () {
        // the button goes with its line: the list's head is where the keyboard stays
        summary.focus({ preventScroll: true });
        mend(remark.change);
      }, { class: "quiet", "aria-label": remark.label + ": " + say("slide", { number: number }) })
      : h("span", { class: "small" }, remark.label);
    return h("li", null, remark.text + " ", how);
  }

  // `remarks` are null while the slide is being drawn anew: what stands stays until then
  function show(remarks, number) {
    if (!remarks) return;
    const within = element.contains(document.activeElement);
    element.hidden = !remarks.length;
    if (within && element.hidden) leave();
    const text = JSON.stringify([remarks, number]);
    if (element.dataset.told === text) return;
    element.dataset.told = text;
    setText(summary, say("guard", { count: remarks.length }));
    list.replaceChildren(...remarks.map(function (remark) { return item(remark, number); }));
  }

  return { element: element, show: show };
}

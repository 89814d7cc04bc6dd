// An old PowerPoint brought up to date: a file goes to the server and comes back with new figures,
// with a report of what has changed and which of the analyst's sentences must be read again.
import { button, h, say } from "./elements.js";
import { post, Refusal, saveAs } from "./server.js";

const MOST = 100000000; // bytes, as the server has it

export function updatePanel(page, panel) {
  const report = h("div", { class: "report" });
  const picker = h("input", { type: "file", accept: ".pptx", onchange: function () {
    if (picker.files[0]) send(picker.files[0]);
    picker.value = "";
  } });
  const box = h("section", { class: "links update", hidden: true, "aria-label": say("update") },
    h("p", null, say("update_hint")),
    h("p", null, h("label", null, say("update_choose") + " ", picker)), report,
    button(say("close"), function () { toggle(false); opener.focus(); }, { class: "quiet" }));
  const opener = button(say("update"), function () { toggle(box.hidden); },
    { "aria-expanded": "false" });
  panel.append(box);

  function toggle(open) {
    box.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    picker.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  async function send(file) {
    if (file.size > MOST) {
      page.alarmed([say("not_updated"), say("file_large", { megabytes: MOST / 1000000 })], true);
      return;
    }
    report.replaceChildren(h("p", { role: "status" }, say("working")));
    const form = new FormData();
    form.append("file", file);
    try {
      show(await post("mote/uppdatera", form));
    } catch (error) {
      report.replaceChildren();
      if (!(error instanceof Refusal)) throw error;
      page.alarmed([say("not_updated"), ...error.faults], true);
    }
  }

  function show(found) {
    const bytes = Uint8Array.from(atob(found.file), function (letter) { return letter.charCodeAt(0); });
    const download = button(say("update_download"), function () {
      saveAs(new Blob([bytes], { type: found.media }), found.name);
    });
    const slides = found.report.slides.filter(function (one) { return one.lines.length; });
    report.replaceChildren(
      h("h3", { tabindex: "-1" }, found.report.title), h("p", null, found.report.summary), download,
      h("dl", null, ...slides.map(function (one) {
        return [h("dt", null, say("slide", { number: one.number }) + (one.title ? ": " + one.title : "")),
          ...one.lines.map(function (line) { return h("dd", null, line); })];
      }).flat()));
    report.querySelector("h3").focus();
  }

  return { button: opener };
}

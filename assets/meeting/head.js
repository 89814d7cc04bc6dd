// What a meeting is: its title, its day, whose region, and whether its figures follow or stand.
import { h, labelled, say, setText, setValue } from "./elements.js";
import { change } from "./store.js";

const FIRST_DAY = "2000-01-01";

export function headForm(given, source, fixed) {
  const title = h("input", { type: "text", maxlength: "300", 
    placeholder: fixed ? null : say("field_title_hint") });
  const on = h("input", { type: "date" });
  const home = h("select", null, ...given.homes.map(function (one) {
    // the county, and whose look it is where the profile's name does not say both
    return h("option", { value: one.code },
      one.profile.includes(one.name) ? one.profile : one.name + " – " + one.profile);
  }));
  const today = new Date().toLocaleDateString("sv-SE");
  const day = h("input", { type: "date", min: FIRST_DAY, max: today, "aria-label": say("freeze_day") });
  const follow = h("input", { type: "radio", name: "figures" });
  const freeze = h("input", { type: "radio", name: "figures" });
  const wrong = h("p", { class: "small caution", role: "status" });

  function set(field, value) {
    change({ key: "did_meeting" }, function (meeting) { meeting[field] = value; },
      "meeting:" + field);
  }
  title.addEventListener("input", function () { set("title", title.value); });
  on.addEventListener("change", function () { set("on", on.value || null); });
  home.addEventListener("change", function () { set("home", home.value); });
  follow.addEventListener("change", function () { wrong.textContent = ""; set("as_of", null); });
  freeze.addEventListener("change", frozen);
  day.addEventListener("change", frozen);

  function frozen() {
    freeze.checked = true;
    const asked = day.value || today;
    const right = asked >= FIRST_DAY && asked <= today;
    wrong.textContent = right ? "" : say("freeze_fault");
    if (right) set("as_of", asked);
  }

  const figures = h("fieldset", { class: "figures" }, h("legend", null, say("figures")),
    h("label", null, follow, " " + say("follow")),
    h("span", { class: "freeze" }, h("label", null, freeze, " " + say("freeze")), " ", day), wrong);
  const heading = h("h2", { class: "unseen" }, say("head"));
  const paper = h("p", { class: "paper" });
  const element = h("section", { class: "meeting-head" }, heading, paper,
    labelled(say("field_title"), title, { class: "field wide" }),
    labelled(say("field_on"), on), labelled(say("field_home"), home), figures,
    h("p", { class: "small" }, say("language_note")));
  if (fixed) [title, on, home, day, follow, freeze].forEach(function (one) { one.disabled = true; });

  return {
    element: element,
    update: function () {
      const meeting = source();
      setText(paper, [meeting.title, meeting.on].filter(Boolean).join(" · "));
      setValue(title, meeting.title);
      setValue(on, meeting.on || "");
      setValue(home, meeting.home);
      follow.checked = !meeting.as_of;
      freeze.checked = Boolean(meeting.as_of);
      if (meeting.as_of) setValue(day, meeting.as_of);
    },
  };
}

// Saving on the server: an address to see the meeting and one to change it. The server joins what
// two people have done to the same meeting; what cannot be joined is shown here to be chosen.
import { button, h, say, setText } from "./elements.js";
import { settled } from "./drawing.js";
import { merge, same } from "./merge.js";
import { get, post, Refusal } from "./server.js";
import { change, replace, setMerged, state, which } from "./store.js";

export async function fetchSaved(key) {
  const found = await get("mote/hamta", {}, key);
  return Object.assign(found, { edit: found.may_edit });
}

// The saved meeting becomes the one of this browser. Whether another was put aside is returned.
export function takeIn(key, found) {
  const own = state();
  const server = { view: found.view || "", edit: key, version: found.version, base: found.meeting };
  if (own.server && own.server.edit === key) {
    // the same meeting: what is not saved yet stands, and is joined with the rest when it is saved
    if (same(own.meeting, own.server.base)) setMerged({ key: "did_merge" }, found.meeting, server);
    return false;
  }
  const aside = own.meeting.slides.length > 0;
  replace({ key: "did_open" }, found.meeting, server);
  return aside;
}

export function savePanel(page, panel) {
  const { given, prefix, source, fixed, said, alarmed } = page;
  const unsaved = h("span", { class: "small unsaved", role: "status" });
  const links = h("div", { class: "links", hidden: true });
  const choose = h("div", { class: "notice beside", hidden: true });
  const save = h("span", { class: "save" }, button(say("save"), store), " ", unsaved);
  panel.append(links, choose);

  let saving = false;
  async function store() {
    if (saving) return; // a second press would save a second meeting, or the same words twice
    saving = true;
    alarmed([say("working")]);
    try {
      await settled();
      const kept = state(), server = kept.server, mine = kept.meeting;
      if (server && server.edit) await again(server, mine, which());
      else await first(mine, which());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      alarmed([say("not_saved"), ...error.faults], true);
    } finally {
      saving = false;
    }
  }

  async function first(mine, meant) {
    const found = await post("mote/spara", mine);
    if (meant !== which()) { // another meeting stands here by now: its own is left as it is
      alarmed([say("saved"), found.says], false, [linkRow(say("link_view"), found.view),
        linkRow(say("link_edit"), found.edit)]);
      return;
    }
    setMerged({ key: "did_merge" }, state().meeting, { view: found.view, edit: found.edit,
      version: found.version, base: mine });
    alarmed([say("saved"), found.says]);
    show(true);
  }

  async function again(server, mine, meant) {
    const found = await post("mote/spara",
      { version: server.version, meeting: mine }, {}, { method: "PUT", key: server.edit });
    if (meant !== which()) { alarmed([say("saved"), found.says]); return; }
    const stands = Object.assign({}, found.meeting, { language: given.language });
    // what was written here while the server answered is joined with what stands there
    const { meeting, conflicts } = merge(mine, state().meeting, stands);
    meeting.beside = meeting.beside.concat(conflicts.filter(function (one) {
      return !["kind", "path", "query"].includes(one.field);
    }).map(function (one) {
      return { slide: one.slide || "", field: one.field, text: String(one.theirs || "") };
    }));
    setMerged({ key: "did_merge" }, meeting,
      Object.assign({}, server, { version: found.version, base: stands }));
    const changes = found.changes.length ? [h("p", null, say("saved_changes")),
      h("ul", null, ...found.changes.map(function (text) { return h("li", null, text); }))] : [];
    alarmed([changes.length ? say("saved_merged") : say("saved"), found.says], false, changes);
    show(true);
  }

  function linkRow(label, key) {
    const field = h("input", { type: "text", readonly: true,
      value: location.origin + prefix + "mote#" + key, "aria-label": label,
      onfocus: function () { field.select(); } });
    return h("div", { class: "link-row" }, h("span", { class: "choice-head" }, label), field,
      button(say("copy"), function () {
        window.copyText(field.value).then(function (done) { said(say(done ? "copied" : "copy_failed")); });
      }, { "aria-label": say("copy") + ": " + label }));
  }

  let linked = "";
  function show(open) {
    const server = state().server;
    if (fixed || !server || !server.edit) { links.hidden = true; return; }
    const text = server.view + "|" + server.edit;
    if (open) {
      links.hidden = false;
      links.scrollIntoView({ block: "nearest" });
    }
    if (text === linked) return;
    linked = text;
    links.replaceChildren(server.view ? linkRow(say("link_view"), server.view) : "",
      linkRow(say("link_edit"), server.edit), h("p", { class: "small" }, say("saved_lead")),
      button(say("close"), function () { links.hidden = true; }, { class: "quiet" }));
  }

  function settle(one, take) {
    change({ key: "did_merge" }, function (meeting) {
      meeting.beside = meeting.beside.filter(function (other) { return !same(other, one); });
      if (!take) return;
      const target = one.slide
        ? meeting.slides.find(function (slide) { return slide.id === one.slide; }) : meeting;
      if (!target) return;
      if (one.field === "view") {
        const [path, query] = one.text.split(/(?=\?)/);
        target.path = path;
        target.query = query || "";
      } else {
        target[one.field] = one.text || (["on", "as_of"].includes(one.field) ? null : "");
      }
    });
  }

  let chosen = null;
  function besides() {
    const all = source().beside || [];
    if (fixed || same(all, chosen)) return;
    chosen = all;
    choose.hidden = !all.length;
    choose.replaceChildren(h("p", null, h("b", null, say("saved_conflicts"))), h("ul", null,
      ...all.map(function (one) {
        const number = source().slides.findIndex(function (slide) { return slide.id === one.slide; });
        const where = one.slide ? say("slide", { number: number + 1 }) + ": " : "";
        const what = say("theirs", { text: one.text || say("nothing_written"),
          field: say("place_" + (one.field === "view" ? "query" : one.field)) });
        return h("li", null, where + what + " ",
          button(say("take_theirs"), function () { settle(one, true); }, { class: "quiet" }),
          button(say("keep_mine"), function () { settle(one, false); }, { class: "quiet" }));
      })));
  }

  function copy() {
    replace({ key: "did_open" }, source(), null);
    location.assign(prefix + "mote" + location.search);
  }

  return {
    button: save,
    fixed: [button(say("take_copy"), copy),
      h("a", { class: "button", href: prefix + "mote" + location.search }, say("back_own"))],
    update: function () {
      besides();
      show(false);
      const server = state().server;
      const open = !fixed && server && server.edit && !same(server.base, state().meeting);
      setText(unsaved, open ? say("saved_unsaved") : "");
    },
  };
}

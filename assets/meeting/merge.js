// Three versions of a meeting made one: what both sides did since `base` is kept, so that neither
// another tab, nor another person, nor an undo loses anyone's words.

const FIELDS = ["title", "on", "language", "home", "as_of"];
const OF_A_SLIDE = ["kind", "path", "query", "part", "title", "message", "notes", "confirmed"];

// In whatever order the keys of a record stand.
function text(thing) {
  return JSON.stringify(thing === undefined ? null : thing, function (key, value) {
    if (!value || typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.keys(value).sort().map(function (name) {
      return [name, value[name]];
    }));
  });
}

export function same(one, other) { return one === other || text(one) === text(other); }

// (base, mine, theirs) -> {meeting, conflicts}. Where both changed the same thing in different
// ways, mine stands and theirs is listed: {slide, field, theirs}, with slide null for the meeting.
export function merge(base, mine, theirs) {
  const conflicts = [];
  const meeting = Object.assign({}, theirs);
  FIELDS.forEach(function (field) {
    meeting[field] = one(base[field], mine[field], theirs[field], function (lost) {
      conflicts.push({ slide: null, field: field, theirs: lost });
    });
  });
  ["showings", "beside"].forEach(function (list) {
    meeting[list] = joined(base[list] || [], mine[list] || [], theirs[list] || []);
  });
  meeting.showings.sort(function (a, b) { return a.on < b.on ? -1 : a.on > b.on ? 1 : 0; });
  meeting.slides = slides(base.slides, mine.slides, theirs.slides, conflicts);
  return { meeting: meeting, conflicts: conflicts };
}

function one(base, mine, theirs, conflict) {
  if (same(mine, base)) return theirs;
  if (!same(theirs, base) && !same(theirs, mine)) conflict(theirs);
  return mine;
}

// Records that are never changed, only added and taken away.
function joined(base, mine, theirs) {
  const had = new Set(base.map(text)), own = new Set(mine.map(text));
  const other = new Set(theirs.map(text));
  const kept = new Set();
  mine.concat(theirs).forEach(function (showing) {
    const it = text(showing);
    // what one side took away is gone, what either added is there
    if (had.has(it) ? own.has(it) && other.has(it) : true) kept.add(it);
  });
  return Array.from(kept).map(function (it) { return JSON.parse(it); });
}

function byId(list) {
  return new Map(list.map(function (slide) { return [slide.id, slide]; }));
}

function slides(base, mine, theirs, conflicts) {
  const before = byId(base), own = byId(mine), other = byId(theirs);
  const kept = new Map();
  new Set([...own.keys(), ...other.keys()]).forEach(function (id) {
    const found = slide(before.get(id), own.get(id), other.get(id), conflicts);
    if (found) kept.set(id, found);
  });
  return ordered(base, mine, theirs, kept).map(function (id) { return kept.get(id); });
}

function slide(base, mine, theirs, conflicts) {
  if (!mine || !theirs) {
    const left = mine || theirs;
    // removed on one side: gone, unless the other has written in it since
    return base && same(base, left) ? null : left;
  }
  const merged = Object.assign({}, theirs);
  OF_A_SLIDE.forEach(function (field) {
    merged[field] = one(base ? base[field] : undefined, mine[field], theirs[field],
      function (lost) {
        if (field !== "confirmed") conflicts.push({ slide: mine.id, field: field, theirs: lost });
      });
  });
  return merged;
}

function ids(list, kept) {
  return list.map(function (slide) { return slide.id; })
    .filter(function (id) { return kept.has(id); });
}

// The order of whoever moved slides; what the other side alone has follows what it stood after.
function ordered(base, mine, theirs, kept) {
  const own = ids(mine, kept), other = ids(theirs, kept);
  const both = new Set(base.map(function (slide) { return slide.id; }));
  const common = function (list) {
    return list.filter(function (id) { return both.has(id) && own.includes(id) && other.includes(id); });
  };
  const untouched = same(common(own), common(ids(base, kept)));
  const frame = untouched ? other.slice() : own.slice();
  const rest = untouched ? own : other;
  rest.forEach(function (id, at) {
    if (frame.includes(id)) return;
    const before = rest.slice(0, at).reverse().find(function (earlier) { return frame.includes(earlier); });
    frame.splice(before === undefined ? 0 : frame.indexOf(before) + 1, 0, id);
  });
  return frame;
}

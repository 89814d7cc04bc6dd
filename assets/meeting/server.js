// Questions to the server: what it refuses comes back as an error with its own words.
import { say } from "./elements.js";

let prefix = "/", language = "sv";

export function reach(where, tongue) { prefix = where; language = tongue; }

export function address(path, query) {
  const parameters = new URLSearchParams(query || {});
  if (language === "en") parameters.set("sprak", "en");
  const text = parameters.toString();
  return prefix + path + (text ? "?" + text : "");
}

export class Refusal extends Error {
  constructor(faults, status, answer) {
    super(faults.join(" "));
    this.faults = faults;
    this.status = status;
    this.answer = answer;
  }
}

async function faultsOf(answer) {
  let found = null;
  try { found = await answer.json(); } catch (error) { /* not ours: a proxy, a crash */ }
  const faults = found && Array.isArray(found.faults) && found.faults.length ? found.faults
    : found && found.error ? [String(found.error)] : [say("not_done")];
  return new Refusal(faults, answer.status, found);
}

async function ask(path, options, query) {
  let answer;
  try {
    answer = await fetch(address(path, query), options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal([say("no_answer")], 0, null);
  }
  if (!answer.ok) throw await faultsOf(answer);
  return answer;
}

// The key of a saved meeting goes in a header: an address ends up in the logs of proxies.
function keyed(key) { return key ? { "Meeting-Key": key } : {}; }

// JSON there and back. `given` may be bytes as well; `options` are fetch's, and a meeting's key.
export async function post(path, given, query, options) {
  const { key, ...more } = options || {};
  const body = given instanceof Blob || given instanceof FormData ? given : JSON.stringify(given);
  const headers = Object.assign(
    typeof body === "string" ? { "Content-Type": "application/json" } : {}, keyed(key));
  const answer = await ask(path,
    Object.assign({ method: "POST", body: body, headers: headers }, more), query);
  return answer.json();
}

export async function get(path, query, key) {
  return (await ask(path, { headers: keyed(key) }, query)).json();
}

// A file: saved under the name that the server gives it, which is returned.
export async function fetchFile(path, given) {
  const answer = await ask(path, { method: "POST", body: JSON.stringify(given),
    headers: { "Content-Type": "application/json" } });
  const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
  const name = named ? named[1] : "mote";
  saveAs(await answer.blob(), name);
  return name;
}

export function saveAs(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
}

"use strict";
// Looks answers up in the data of the page and shows them. No rule, model or path stands here.

const $ = (id) => document.getElementById(id);

// The data is packed, for unpacked it is ten times as large; every browser since 2023 unpacks it without a library.
async function unpacked() {
  const bytes = Uint8Array.from(atob($("data").textContent), (one) => one.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

function h(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name in made && name !== "list") made[name] = value;
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((one) => one !== "" && one !== null && one !== undefined));
  return made;
}

// -- looking up ------------------------------------------------------------------------------------------------------

const DAY = 864e5;
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** A text as it reads on a day: one text serves every day of a period, so numbers of days are filled in here. */
function filled(value, day) {
  if (Array.isArray(value)) return value.map((one) => filled(one, day));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v, day)]));
  if (typeof value !== "string" || !value.includes("{")) return value;
  return value
    .replaceAll("{day}", day)
    .replace(/\{days to (\d{4}-\d\d-\d\d)\}/g, (_, end) => days(day, end).toLocaleString("en-US"))
    .replace(/\{days since (\d{4}-\d\d-\d\d)\}/g, (_, start) => days(start, day))
    .replace(/\{from (\d{4}-\d\d-\d\d): ([^{}]*)\}/g, (_, first, text) => (first <= day ? text : ""));
}

class Book {
  constructor(data) {
    this.data = data;
    this.order = Object.keys(data.facts);
    this.named = Object.fromEntries(this.order.map((full) => [this.flag(full), full]));
  }

  flag(fact) { return this.data.facts[fact].name.replaceAll("_", "-"); }
  list(number) { return this.data.lists[number].map((part) => this.data.parts[part]); }
  period(day) { return this.data.periods.findLast((one) => one.from <= day) ?? this.data.periods[0]; }

  /** The questions from a fork down, each with the option that was said, and the number of the end. */
  walk(node, said) {
    const path = [];
    while (node >= 0) {
      const [number, branches, otherwise, withdrawn] = this.data.forks[node];
      const question = this.data.parts[number];
      const at = chosen(question, said[question.fact]);
      path.push({ number, question, at, withdrawn: at < 0 ? withdrawn : [] });
      node = at < 0 ? otherwise : branches[at];
    }
    return { path, end: -1 - node };
  }

  /** Everything that is told on a day of some facts, by their full names. */
  answer(day, said) {
    const period = this.period(day);
    const job = this.walk(period.tree, said);
    const end = Object.fromEntries(Object.entries(this.data.ends).map(([name, column]) => [name, column[job.end]]));
    const groups = this.data.access[end.access].map((node) => this.walk(node, said));
    const rows = groups.map((group) => Object.fromEntries(Object.entries(this.data.rows).map(([name, column]) => [name, column[group.end]])));
    const all = (name) => unique([...(name in end ? [end] : []), ...rows].flatMap((one) => this.data.lists[one[name]])).map((part) => this.data.parts[part]);
    const path = [...job.path, ...groups.flatMap((group) => group.path)];
    const withdrawn = path.flatMap((one) => one.withdrawn);
    const told = path.filter((one) => one.at >= 0 && !withdrawn.includes(one.question.fact));
    const decided = all("decided");
    const part = (number) => this.data.parts[number];
    return filled({
      as_of: day, path, told,
      route: part(end.route), ...part(end.request),
      assumed: Object.fromEntries(Object.entries(part(end.assumed)).filter(([name]) => !told.some((one) => one.question.fact === `job.${name}`))),
      access: this.access(rows, all),
      ...Object.fromEntries(["reasons", "unmet", "costs", "not_chosen"].map((name) => [name, this.list(end[name])])),
      ...Object.fromEntries(["cautions", "overruled", "lacks"].map((name) => [name, all(name)])),
      decided: decided.length,
      stale: decided.filter((one) => one.stale && one.stale <= day).map((one) => days(one.seen, day)),
      valid_until: [...part(end.turns), ...decided.map((one) => one.stale)].filter((one) => one > day).sort()[0] ?? "",
      newest_reading: this.data.days.findLast((one) => one <= day) ?? "",
      ...Object.fromEntries(["proof", "debugging", "do_not"].map((name) => [name, part(period[name])])),
      command: this.command(told, day),
    }, day);
  }

  access(rows, all) {
    const rule = (one) => this.data.access_rules.indexOf(one.rule);
    const fact = (one) => (this.order.indexOf(`account.${one.fact}`) + this.order.length + 1) % (this.order.length + 1);
    const blockers = all("blockers").sort((a, b) => rule(a) - rule(b));
    const asked = all("questions").sort((a, b) => rule(a) - rule(b));
    const questions = asked.filter((one, at) => asked.findIndex((other) => other.fact === one.fact) === at).sort((a, b) => fact(a) - fact(b));
    const standing = ["blocked", "unknown", "ready"].find((one) => rows.some((row) => this.data.parts[row.standing] === one));
    return { standing, blockers, questions, limits: all("limits") };
  }

  command(told, day) {
    const flags = told.toSorted((a, b) => this.order.indexOf(a.question.fact) - this.order.indexOf(b.question.fact)).map((one) => one.question.options[one.at][2]);
    return ["advisor recommend", ...flags, ...this.data.options, `--as-of ${day}`].join(" ");
  }
}

const unique = (list) => [...new Set(list)];
const key = (value) => (Array.isArray(value) ? value.join(",") : String(value));

/** The number of the option that a text says, -1 where it says none; of ranges, the one that it lies in. */
function chosen(question, text) {
  if (text === undefined) return -1;
  if (question.ranges && /^\d+$/.test(text)) return question.options.findLastIndex((one) => one[1] <= Number(text));
  return question.options.findIndex((one) => key(one[1]) === text);
}

// -- the state is what stands behind the # -----------------------------------------------------------------------------

function state(book) {
  const said = {};
  let day = "";
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name === "as-of" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) day = value;
    else if (name in book.named) said[book.named[name]] = value;
  }
  return { said, day };
}

function address(book, said, day) {
  const pairs = [...(day ? [["as-of", day]] : []), ...book.order.filter((fact) => fact in said).map((fact) => [book.flag(fact), said[fact]])];
  return pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&").replaceAll("%2C", ",");
}

// -- showing -----------------------------------------------------------------------------------------------------------

const words = (name) => name.replaceAll("_", " ");
const inWords = (value) => (value === "<unknown>" ? "not known" : value === "<absent>" ? "none" : value === true ? "yes" : value === false ? "no" : typeof value === "number" ? value.toLocaleString("en-US") : Array.isArray(value) ? value.join(", ") || "none" : String(value));

/** A text whose `code` between backticks is shown as such. */
const rich = (text) => text.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part));

function cited(book, ids) {
  if (!ids?.length) return "";
  const links = ids.map((id) => {
    const [title, url] = book.data.sources[id] ?? [id, ""];
    return url ? h("a", { href: url, rel: "noreferrer" }, title) : title;
  });
  return h("span", { className: "cited" }, " – ", links.flatMap((one, at) => (at ? [", ", one] : [one])));
}

const section = (title, ...inside) => h("section", {}, h("h3", {}, title), inside);
const listed = (items, tag = "ul") => h(tag, {}, items.map((one) => h("li", {}, one)));
const folded = (title, items, tag) => items.length ? h("details", {}, h("summary", {}, title, " ", h("span", {}, `(${items.length})`)), listed(items, tag)) : "";

function copying(text) {
  const button = h("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(text()); } catch {
      const area = h("textarea", { value: text(), className: "hidden" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}

function line(title, text) {
  const parts = text.split(" ").flatMap((part) => [h("span", {}, part), " "]).slice(0, -1);  // an option breaks at no hyphen
  return h("div", { className: "code line" }, h("div", { className: "top" }, h("span", { className: "quiet" }, title), copying(() => text)), h("pre", { tabIndex: 0, role: "region", "aria-label": title }, h("code", {}, parts)));
}

let language = "curl";

function snippets(answer) {
  const texts = { curl: answer.snippets.curl, python: answer.snippets.python, javascript: answer.snippets.javascript, body: JSON.stringify(answer.body, null, 2) };
  const names = { curl: "curl", python: "Python", javascript: "JavaScript", body: "Body" };
  const code = h("code");
  const pre = h("pre", { tabIndex: 0, role: "region", "aria-label": "Code" }, code);
  const show = () => { code.textContent = texts[language] || "Not known: the address or a model of this request is told by no source on this day."; };
  const choices = Object.keys(names).map((name) => h("label", {}, h("input", { type: "radio", name: "language", value: name, checked: name === language, onchange: () => { language = name; show(); } }), names[name]));
  show();
  return h("div", { className: "code" }, h("div", { className: "top" }, h("fieldset", {}, h("legend", { className: "hidden" }, "Language"), choices), copying(() => code.textContent)), pre);
}

function summary(answer) {
  const { access } = answer;
  const certain = access.blockers.some((one) => one.certainty === "certain");
  return { ready: "Access: ready", blocked: certain ? "Access: blocked" : "Access: likely blocked", unknown: "Access: not known yet" }[access.standing];
}

function models(answer) {
  const sent = answer.body.model;
  const named = answer.model !== "<unknown>" && sent !== answer.model ? [" (sent as ", h("code", {}, sent), ")"] : [];
  const first = ["with model ", h("code", {}, inWords(answer.model)), ...named];
  return answer.model === answer.image_model ? first : [...first, ", and ", h("code", {}, inWords(answer.image_model)), " in the tool"];
}

function standing(book, answer) {
  const { access } = answer;
  const asked = access.questions;
  const open = asked.filter((one) => !one.told).map((one) => words(one.fact));
  const said = access.standing === "blocked" ? access.blockers.map((one) => h("p", {}, rich(one.text), cited(book, one.sources)))
    : access.standing === "unknown" ? [open.length ? h("p", {}, `To settle it, tell: ${open.join(", ")}.`) : "", asked.filter((one) => one.told).map((one) => h("p", {}, rich(one.why)))] : [];
  const check = [...access.blockers, ...asked].map((one) => one.free_check).find(Boolean);
  return h("div", { className: `standing ${access.standing}` }, h("p", {}, h("strong", {}, summary(answer))), said, check ? h("p", {}, h("strong", {}, "Free check first: "), check) : "");
}

function limits(book, answer) {
  const all = answer.access.limits;
  return unique(all.map((one) => one.model)).map((model) => {
    const own = all.filter((one) => one.model === model);
    const held = own.every((one) => one.value !== "<unknown>" && one.value !== "<absent>");
    const tiers = unique(own.flatMap((one) => Object.keys(one.published)));
    const of = (tier) => own.filter((one) => tier in one.published).map((one) => `${inWords(one.published[tier])} ${words(one.fact)}`).join(", ");
    const note = `${own[0].seen}${own[0].renamed ? ", under tier names no longer in use" : ""}${own[0].standing === "carried over" ? ", said of an older model and carried over" : ""}`;
    return h("li", {}, h("code", {}, model), held ? `: ${own.map((one) => `${inWords(one.value)} ${words(one.fact)}`).join(", ")}` : ", as published", ` (${note})`, cited(book, [own[0].source]), held ? "" : h("ul", {}, tiers.map((tier) => h("li", {}, `${tier}: ${of(tier)}`))));
  });
}

function assumed(answer) {
  const entries = Object.entries(answer.assumed);
  const said = entries.filter(([, value]) => value).map(([name, value]) => `${words(name)}: ${inWords(value)}`);
  const denied = entries.filter(([, value]) => !value).map(([name]) => words(name));
  return [...said, ...(denied.length ? [`not wished: ${denied.join(", ")}`] : [])];
}

function overruled(book, answer) {
  const grouped = Map.groupBy(answer.overruled.toSorted((a, b) => b.seen.localeCompare(a.seen)), (one) => `${one.question} ${one.because}`);
  return [...grouped].map(([because, losers]) => [`${because}:`, h("ul", {}, losers.map((one) => h("li", {}, `“${one.claim}”`, h("span", { className: "cited" }, ` – ${one.seen}`), cited(book, [one.source]))))]);
}

function holding(book, answer) {
  const until = answer.valid_until ? `Until ${answer.valid_until}.` : "No later day is known on which it changes.";
  const stale = answer.stale.length ? ` Stale by now: ${answer.stale.length} of the ${answer.decided} readings behind it, the oldest of them ${Math.max(...answer.stale).toLocaleString("en-US")} days old.` : "";
  const newest = answer.newest_reading ? ` The newest reading of all is of ${answer.newest_reading}, ${days(answer.newest_reading, answer.as_of).toLocaleString("en-US")} days before ${answer.as_of}.` : ` Nothing was read on or before ${answer.as_of}.`;
  return until + stale + newest;
}

function shown(book, answer) {
  const noted = (list, text) => list.map((one) => [rich(one[text]), cited(book, one.sources)]);
  const noting = (title, items) => (items.length ? h("div", { className: "noting" }, h("h3", {}, title), listed(items)) : "");
  const some = (title, items) => (items.length ? section(title, listed(items)) : "");
  return [
    h("p", { className: "request" }, answer.route.method, " ", answer.route.url),
    h("p", { className: "model" }, models(answer), h("br"), h("span", { className: "quiet" }, "In Python ", h("code", {}, `${answer.route.sdk.python}()`), ", in JavaScript ", h("code", {}, `${answer.route.sdk.javascript}()`), ", from your backend.")),
    standing(book, answer),
    noting("Wishes that cannot be met", answer.unmet.map((one) => `${words(one.fact)}: ${one.text} Sent: ${one.given === "<absent>" ? "left out" : inWords(one.given)}.`)),
    noting("Mind", noted(answer.cautions, "text")),
    snippets(answer),
    line("The same answer in a terminal", answer.command),
    some("Why", noted(answer.reasons, "text")),
    some("What this route costs", answer.costs),
    answer.access.limits.length ? section("Limits", h("ul", {}, limits(book, answer))) : "",
    section("How long this holds", h("p", {}, holding(book, answer))),
    folded("Assumed", assumed(answer)),
    folded("Not chosen", answer.not_chosen.map((one) => [h("code", {}, one.surface), `: ${one.because}`, one.would_change_if.length ? h("span", { className: "cited" }, ` – would change if ${one.would_change_if.join(" or ")}`) : ""])),
    folded("Overruled", overruled(book, answer)),
    folded("Still unknown", answer.lacks.map((one) => `${one.fact}: ${one.because}.`)),
    folded("Prove it, in this order", answer.proof, "ol"),
    folded("If it fails, look in this order", answer.debugging, "ol"),
    folded("And whatever happens", answer.do_not),
  ];
}

// -- the questions -------------------------------------------------------------------------------------------------------

const MOST_RADIOS = 10;

function unsaid(question) {
  const known = question.assumed !== "<unknown>" && question.assumed !== "<absent>";
  return known ? `Not said: ${inWords(question.assumed)} is assumed` : "Not known";
}

function asking(book, { number, question, at }, say) {
  const id = `q-${book.flag(question.fact)}`;
  const why = [h("p", { className: "quiet", id: `${id}-why` }, question.why, question.free_check ? ` To find out: ${question.free_check}` : "")];
  const options = [...question.options.map((one) => [one[0], key(one[1])]), [unsaid(question), undefined]];
  if (question.options.length > MOST_RADIOS) {
    const select = h("select", { id: `${id}-select`, onchange: () => say(question.fact, options.at(select.value)[1]) });
    select.append(...[-1, ...question.options.keys()].map((index) => h("option", { value: index }, options.at(index)[0])));
    const made = h("fieldset", { id }, h("legend", {}, h("label", { htmlFor: select.id }, book.data.facts[question.fact].asks)), why, select);
    select.setAttribute("aria-describedby", `${id}-why`);
    return { number, made, show: (now) => { select.value = now; } };
  }
  const radios = options.map(([, value], index) => h("input", { type: "radio", name: id, id: `${id}-${index}`, onchange: () => say(question.fact, value) }));
  const made = h("fieldset", { id, "aria-describedby": `${id}-why` }, h("legend", {}, book.data.facts[question.fact].asks), why,
    h("div", { className: "options" }, options.map(([label], index) => h("label", { className: index === options.length - 1 ? "unsaid" : "" }, radios[index], label))));
  return { number, made, show: (now) => { radios.at(now).checked = true; } };
}

/** Puts elements into a place in their order and moves none that stands right, so that focus and scrolling stay. */
function arrange(place, elements) {
  for (const old of [...place.children]) if (!elements.includes(old)) old.remove();
  elements.forEach((one, at) => { if (place.children[at] !== one) place.insertBefore(one, place.children[at] ?? null); });
}

// -- tables ---------------------------------------------------------------------------------------------------------------

function table(columns, rows) {
  return h("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": columns.join(", ") }, h("table", {}, h("thead", {}, h("tr", {}, columns.map((one) => h("th", { scope: "col" }, one)))), h("tbody", {}, rows)));
}

function routeTable(book, period, answer) {
  const rows = book.list(period.routes).map((one, at) => h("tr", { className: one.row === answer.route.row ? "here" : "" },
    h("th", { scope: "row" }, `${at + 1}. `, one.use_first_when, one.allowed ? "" : " (your organization does not allow it)"),
    h("td", {}, h("code", {}, `${one.method} ${one.path}`), h("br"), h("span", { className: "quiet" }, one.closed || one.model_field)),
    h("td", {}, rich(one.mistake)), h("td", { className: "cited" }, cited(book, one.sources).lastElementChild ? [...cited(book, one.sources).childNodes].slice(1) : "")));
  return h("section", {}, h("h2", {}, "Every route"), h("p", { className: "quiet" }, "Read from the top: the first row that holds decides. The marked row decided above."), table(["Use it first when", "Request", "Main mistake to avoid", "Sources"], rows));
}

function modelTable(book, period, day) {
  const next = book.data.periods[book.data.periods.indexOf(period) + 1];
  const value = (one) => (one === "<unknown>" ? "" : one === "<absent>" ? "none announced" : one);
  const rows = book.list(period.models).map((one) => {
    const left = /^\d/.test(one.shutdown) && one.shutdown > day ? ` (${days(day, one.shutdown).toLocaleString("en-US")} days left)` : "";
    return h("tr", {}, h("th", { scope: "row" }, h("code", {}, one.model)), h("td", { className: `state ${one.lifecycle}` }, inWords(one.lifecycle)), h("td", { className: "day" }, value(one.released)), h("td", { className: "day" }, value(one.deprecated)), h("td", { className: "day" }, value(one.shutdown) + left), h("td", {}, one.replacement.join(", ")));
  });
  const picture = h("div", { className: "scroll picture", tabIndex: 0, role: "region", "aria-label": "Timeline of models" });
  picture.innerHTML = book.data.parts[period.timeline];
  return h("section", {}, h("h2", {}, "Models"), h("p", { className: "quiet" }, "Deprecated: announced, still callable. Shutdown: gone. ", `Drawn as of ${period.from}${next ? `; the next day on which an answer changes is ${next.from}` : ""}.`), picture,
    h("details", { className: "whole" }, h("summary", {}, "The same as a table"), table(["Model", "State", "Released", "Deprecated", "Shutdown", "Named instead"], rows)));
}

// -- all together -----------------------------------------------------------------------------------------------------------

function start(book) {
  const today = new Date().toISOString().slice(0, 10);
  const first = book.data.since;
  const usual = book.data.opens || (today < first ? first : today);
  const made = new Map();
  let tablesOf = "";

  const go = (said, day) => {
    const hash = address(book, said, day);
    if (hash === location.hash.slice(1)) render();
    else location.hash = hash;
  };
  const say = (fact, value) => {
    const { said, day } = state(book);
    const { [fact]: _, ...others } = said;
    go(value === undefined ? others : { ...others, [fact]: value }, day);
  };

  function render() {
    const { said, day: asked } = state(book);
    const day = asked && asked >= first ? asked : usual;
    $("notice").textContent = asked && asked < first ? `This page holds no answer for ${asked}; it begins on ${first}. What follows is as of ${day}.` : "";
    $("notice").hidden = !$("notice").textContent;
    const answer = book.answer(day, said);
    const focused = document.activeElement?.id;
    for (const [place, group] of [["job", "job"], ["account", "account"]]) {
      const items = answer.path.filter((one) => (group === "account") === (one.question.stage === "access"));
      arrange($(place), items.map((item) => {
        const fact = item.question.fact;
        if (made.get(fact)?.number !== item.number) made.set(fact, asking(book, item, say));
        made.get(fact).show(item.at);
        return made.get(fact).made;
      }));
    }
    $("said").replaceChildren(...shown(book, answer).flat(Infinity).filter((one) => one !== ""));
    if (focused && document.activeElement?.id !== focused) $(focused)?.focus({ preventScroll: true });
    const said1 = `${answer.route.method} ${answer.route.url} with model ${inWords(answer.image_model)}. ${summary(answer)}.`;
    if ($("live").textContent !== said1) $("live").textContent = said1;
    $("bar").replaceChildren(h("p", {}, h("b", {}, answer.route.surface), " ", h("code", {}, inWords(answer.image_model)), h("br"), summary(answer)), h("button", { type: "button", onclick: () => { $("answer").scrollIntoView(); $("answer").focus({ preventScroll: true }); } }, "See the answer"));
    const period = book.period(day);
    $("day").value = day;
    $("changes").value = period.from;
    const drawn = `${period.from} ${day} ${answer.route.row}`;
    if (tablesOf !== drawn) $("tables").replaceChildren(routeTable(book, period, answer), modelTable(book, period, day));
    tablesOf = drawn;
  }

  $("day").min = first;
  $("changes").append(...book.data.periods.toReversed().map((one) => h("option", { value: one.from }, one === book.data.periods[0] ? `begins on ${one.from}` : `changes on ${one.from}`)));
  $("changes").addEventListener("change", (event) => go(state(book).said, event.target.value));
  $("day").addEventListener("change", (event) => { if (event.target.value) go(state(book).said, event.target.value < first ? first : event.target.value); });
  $("when").addEventListener("submit", (event) => event.preventDefault());
  $("questions").addEventListener("submit", (event) => event.preventDefault());
  $("questions").addEventListener("reset", (event) => { event.preventDefault(); go({}, state(book).day); });
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); $("answer").focus(); });
  addEventListener("hashchange", render);
  $("about").textContent = `Written by advisor ${book.data.written.version} on ${book.data.written.day}. It holds every answer from ${first} on, as known from readings up to ${book.data.days.at(-1)}, and asks no network.`;
  for (const id of ["when", "main", "bar"]) $(id).hidden = false;
  render();
}

$("notice").hidden = true;
if (typeof DecompressionStream === "undefined" || !Array.prototype.toSorted || !Map.groupBy) {
  $("notice").textContent = "This browser is too old to unpack this page. Every browser of 2024 or later can; or run advisor recommend in a terminal.";
  $("notice").hidden = false;
} else {
  unpacked().then((data) => {
    window.book = new Book(data);
    start(window.book);
  });
}

// What the reviewer wants left alone, and the configuration that says so.

const MARKS = {
  rule: { key: "r", text: "Switch this rule off", did: "off", of: (f) => f.rule.id, fits: () => true },
  file: {
    key: "i", text: "Switch it off in this file", did: "off in this file", of: (f) => JSON.stringify([f.doc.name, f.rule.id]),
    fits: (f) => f.doc.path !== "-" && !f.doc.name.startsWith("../"),
  },
  word: {
    key: "w", text: "Leave this word alone", did: "word left alone", of: (f) => whole(f.old).trim(),
    fits: (f) => SLIPS.has(f.rule.group) && typeof f.old === "string" && /^[\p{L}\p{M}\p{N}'’.-]+$/u.test(f.old.trim()),
  },
  finding: { key: "x", text: "Count this one as known", did: "known", of: (f) => f.number, fits: (f) => f.made && f.doc.path !== "-" },
};
const marks = { rule: new Set(), file: new Set(), word: new Set(), finding: new Set() };
const STORE = `cleaner review ${location.pathname} ${DATA.total} ${findings.length} ${findings[0]?.key}`;

const hasMark = (kind, finding) => marks[kind].size > 0 && marks[kind].has(MARKS[kind].of(finding));
const marksOf = (finding) => Object.keys(MARKS).filter((kind) => hasMark(kind, finding));
const isMarked = (finding) => marksOf(finding).length > 0;
const markCount = () => Object.values(marks).reduce((sum, set) => sum + set.size, 0);

function toggleMark(kind, finding) {
  const value = MARKS[kind].of(finding);
  if (!MARKS[kind].fits(finding)) return;
  if (!marks[kind].delete(value)) marks[kind].add(value);
  keepMarks();
}

// Marks outlive a reload of the page, where the browser lets them.
function keepMarks() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(Object.entries(marks).map(([kind, set]) => [kind, [...set]])));
  } catch { /* a page from a file may have no storage */ }
}

function recallMarks() {
  try {
    for (const [kind, values] of JSON.parse(sessionStorage.getItem(STORE) ?? "[]")) marks[kind] = new Set(values);
  } catch { /* as above */ }
}

const ENOUGH = 6; // evidence that takes a line wherever it stands

// Rules that are not marked and would be enough where a marked one is off: id -> how many findings, most first.
function stillFound() {
  const still = new Map();
  if (!marks.rule.size) return still;
  for (const { rule, made, signals } of findings) {
    if (!made || !marks.rule.has(rule.id)) continue;
    const rest = signals.filter(([id]) => !marks.rule.has(id));
    if (rest.reduce((sum, [, weight]) => sum + weight, 0) < ENOUGH) continue;
    const [id] = rest.reduce((most, signal) => (signal[1] > most[1] ? signal : most));
    still.set(id, (still.get(id) ?? 0) + 1);
  }
  return new Map([...still].sort((a, b) => b[1] - a[1]));
}

function switchOff(rules) {
  for (const id of rules) marks.rule.add(id);
  keepMarks();
}

// A TOML basic string, in which nothing stands unseen.
const escaped = (char) => (char.length > 1 ? `\\U${char.codePointAt(0).toString(16).padStart(8, "0")}` : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
const quoted = (text) => JSON.stringify(text.replace(/\p{Cs}/gu, "\ufffd")).replace(HIDDEN, escaped);
const list = (items) => `[${[...items].sort().map(quoted).join(", ")}]`;

// The glob, written as in a .gitignore, that names this file alone; `?` stands for what TOML cannot hold.
const glob = (name) =>
  `/${name}`.replace(/[\\*?[\]]/g, "\\$&").replace(/[\p{Cs}\p{Cc}]/gu, "?").replace(/ +$/, (blanks) => "\\ ".repeat(blanks.length));

function asToml(form) {
  const table = (name) => (form === "own" ? name : `tool.cleaner${name && `.${name}`}`);
  const lines = form === "own" ? [] : [`[${table("")}]`];
  if (marks.rule.size) lines.push(`ignore = ${list(marks.rule)}`);
  if (marks.word.size) lines.push(`words = ${list(marks.word)}`);
  if (marks.finding.size) lines.push('baseline = "cleaner-baseline.json"');
  const files = new Map();
  for (const [name, rule] of [...marks.file].map((mark) => JSON.parse(mark))) files.set(name, [...(files.get(name) ?? []), rule]);
  for (const name of [...files.keys()].sort())
    lines.push("", `[${table(`files.${quoted(glob(name))}`)}]`, `ignore = ${list(files.get(name))}`);
  return `${lines.join("\n").trim()}\n`;
}

// The file that `cleaner check --baseline` reads: for every file its findings, each with how often it is known.
function asBaseline() {
  const known = new Map();
  for (const number of marks.finding) {
    const { doc, key } = findings[number];
    if (!known.has(doc.name)) known.set(doc.name, new Map());
    known.get(doc.name).set(key, (known.get(doc.name).get(key) ?? 0) + 1);
  }
  const sorted = (map, value) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, value(v)]));
  return `${JSON.stringify({ v: 1, findings: sorted(known, (keys) => sorted(keys, (n) => n)) }, null, 1)}\n`;
}

function save(name, text) {
  const link = el("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function copy(area) {
  try {
    await navigator.clipboard.writeText(area.value);
  } catch { // where the page may not ask for the clipboard
    area.select();
    if (!document.execCommand("copy")) return "Press Ctrl+C to copy";
  }
  return "Copied";
}

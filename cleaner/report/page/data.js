// What the page knows: the JSON in #data, as findings that name their document and rule.

const DATA = JSON.parse(document.getElementById("data").textContent);
document.getElementById("data").remove();

const GROUPS = ["boilerplate", "attribution", "encoding", "ocr", "transcription", "typos", "other"];
const SLIPS = new Set(["encoding", "transcription", "typos"]); // the groups that `words` holds for
const RULES = DATA.rules.map(([id, group, title, why]) => ({ id, group, title, why, total: 0 }));

// What became of a finding, by safety (0 flag, 1 unsafe, 2 safe) and whether it was made.
const STATES = [
  { name: "safe", hint: "Made: right nearly always" },
  { name: "unsafe", hint: "Made, for --unsafe was given: right most of the time" },
  { name: "unsafe, not made", hint: "Would be made with --unsafe" },
  { name: "flag", hint: "Only reported" },
];
const stateOf = (safety, made) => (safety === 0 ? 3 : !made ? 2 : safety === 2 ? 0 : 1);

const totals = { made: 0, reported: 0, states: STATES.map(() => 0) };
for (const [rule, safety, made, count] of DATA.kinds) {
  RULES[rule].total += count;
  totals[made ? "made" : "reported"] += count;
  totals.states[stateOf(safety, made)] += count;
}

const documents = [];
const findings = [];
for (const [path, record, id, name, known, rows] of DATA.documents) {
  const label = path + (record ? `[${record}]` : "") + (id ? ` ${id}` : "");
  const doc = { number: documents.length, path, label, name, known: Boolean(known), first: findings.length, count: rows.length };
  documents.push(doc);
  for (const [line, column, rule, safety, made, message, old, fresh, before, after, key, signals] of rows) {
    findings.push({
      number: findings.length, doc, line, column, rule: RULES[rule], state: stateOf(safety, made), made: Boolean(made),
      message, old, fresh, before, after, key, signals,
    });
  }
}
delete DATA.documents;

const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

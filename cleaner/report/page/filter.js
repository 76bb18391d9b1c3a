// What is shown: every finding that fits all filters that are set.

const filter = { query: "", file: "", doc: null, groups: new Set(), rules: new Set(), states: new Set(), marked: false };
const counts = { rules: new Map(), states: STATES.map(() => 0) };
let visible = findings;

const filtering = () =>
  Boolean(filter.query || filter.file || filter.doc || filter.groups.size || filter.rules.size || filter.states.size || filter.marked);

function clearFilter() {
  Object.assign(filter, { query: "", file: "", doc: null, marked: false });
  for (const set of [filter.groups, filter.rules, filter.states]) set.clear();
}

// Compute `visible`, and the counts that each chart has under the filters of the others.
function applyFilter() {
  const query = pattern(filter.query);
  const file = pattern(filter.file);
  const chosen = filter.groups.size + filter.rules.size > 0;
  counts.rules = new Map();
  counts.states.fill(0);
  visible = [];
  let doc, docFits, docNamed;
  for (const finding of findings) {
    if (finding.doc !== doc) {
      doc = finding.doc;
      docFits = (!filter.doc || filter.doc === doc) && (!file || file.test(doc.label));
      docNamed = query?.test(doc.label);
    }
    if (!docFits || (query && !docNamed && !mentions(finding, query)) || (filter.marked && !isMarked(finding))) continue;
    const ruleFits = !chosen || filter.groups.has(finding.rule.group) || filter.rules.has(finding.rule);
    const stateFits = !filter.states.size || filter.states.has(finding.state);
    if (stateFits) counts.rules.set(finding.rule, (counts.rules.get(finding.rule) ?? 0) + 1);
    if (ruleFits) counts.states[finding.state]++;
    if (ruleFits && stateFits) visible.push(finding);
  }
  // Of what the page does not list only the totals are known.
  const whole = DATA.leftOut && !filter.query && !filter.file && !filter.doc && !filter.marked;
  if (whole && !filter.states.size) counts.rules = new Map(RULES.map((rule) => [rule, rule.total]));
  if (whole && !chosen) counts.states = [...totals.states];
}

const pattern = (text) => (text ? new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu") : null);
const whole = (text) => (typeof text === "string" ? text : `${text[0]} ${text[2]}`);
const near = (stretch) => (typeof stretch === "string" ? stretch : stretch.join(""));

// The parts of a finding are tried one by one; only where its middle holds nothing are they joined.
const mentions = (f, query) =>
  query.test(whole(f.old)) || query.test(whole(f.fresh)) || query.test(f.rule.id) || query.test(f.message) ||
  (f.doc.known && query.test(near(f.before) + whole(f.old) + near(f.after)));

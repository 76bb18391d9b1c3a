// The charts at the side, which are filters too: states, groups and rules, the heaviest documents.

const facets = document.getElementById("facets");
const open = new Set(); // groups that show all their rules
const FEW = 6; // rules that a group shows at first

const rulesByGroup = new Map(GROUPS.map((group) => [group, RULES.filter((rule) => rule.group === group)]).filter(([, rules]) => rules.length));
for (const rules of rulesByGroup.values()) rules.sort((a, b) => b.total - a.total || (a.id < b.id ? -1 : 1));
const mostOfRule = Math.max(1, ...RULES.map((rule) => rule.total));
const docByLabel = new Map();
for (const doc of documents) if (!docByLabel.has(doc.label)) docByLabel.set(doc.label, doc);

function drawCharts() {
  const at = facets.scrollTop;
  const focus = document.activeElement?.dataset?.focus;
  facets.replaceChildren(states(), groups(), files(), heaviest());
  facets.scrollTop = at;
  if (focus) [...facets.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === focus)?.focus();
}

function section(title, ...children) {
  return el("section", "", el("h2", "", title), ...children);
}

// One line of a chart: a name, a number, a bar for the whole with the part that fits the filters.
function line({ id, cls, name, n, whole, most, on, hint, action, color }) {
  const bar = el("span", "bar");
  const all = el("i", "all");
  const part = el("i", `part ${color}`);
  all.style.width = `${(100 * whole) / most}%`;
  part.style.width = `${(100 * n) / most}%`;
  bar.append(all, part);
  const node = button(`line ${cls}`, "", hint, action);
  const text = show(el("bdi"), name); // left to right, so that a long file name can be cut at its start
  text.dir = "ltr";
  node.append(el("span", "name", text), el("span", "number", n.toLocaleString("en")), bar);
  node.setAttribute("aria-pressed", on);
  node.dataset.focus = id;
  node.classList.toggle("none", n === 0);
  return node;
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
  refresh();
}

function states() {
  const part = el("div", "chips");
  STATES.forEach((state, n) => {
    if (!totals.states[n]) return;
    const node = button(`chip state${n}`, `${state.name} `, state.hint, () => toggle(filter.states, n));
    node.append(el("span", "number", counts.states[n].toLocaleString("en")));
    node.setAttribute("aria-pressed", filter.states.has(n));
    node.dataset.focus = `state ${n}`;
    part.append(node);
  });
  return section("Safety", part);
}

function groups() {
  const parts = [];
  for (const [group, rules] of rulesByGroup) {
    const n = rules.reduce((sum, rule) => sum + (counts.rules.get(rule) ?? 0), 0);
    const all = rules.reduce((sum, rule) => sum + rule.total, 0);
    const head = line({
      id: `group ${group}`, cls: "group", name: group, n, whole: all, most: totals.made + totals.reported, on: filter.groups.has(group),
      hint: `${all.toLocaleString("en")} in all`, color: group, action: () => toggle(filter.groups, group),
    });
    const now = (rule) => counts.rules.get(rule) ?? 0;
    const ranked = [...rules].sort((a, b) => now(b) - now(a)); // what the filters leave comes first
    const shown = open.has(group) ? ranked : ranked.filter((rule, n) => n < FEW || filter.rules.has(rule));
    parts.push(el("div", "family", head, ...shown.map(ruleLine), ...(rules.length > FEW ? [more(group, rules)] : [])));
  }
  return section("Groups and rules", ...parts);
}

function ruleLine(rule) {
  return line({
    id: `rule ${rule.id}`, cls: marks.rule.has(rule.id) ? "off" : "", name: rule.id, n: counts.rules.get(rule) ?? 0, whole: rule.total,
    most: mostOfRule, on: filter.rules.has(rule), hint: rule.title, color: rule.group, action: () => toggle(filter.rules, rule),
  });
}

function more(group, rules) {
  const node = button("more", open.has(group) ? "fewer" : `all ${rules.length} rules`, "", () => { if (!open.delete(group)) open.add(group); drawCharts(); });
  node.dataset.focus = `more ${group}`;
  return node;
}

const fileInput = el("input");
Object.assign(fileInput, { type: "search", id: "file", placeholder: "part of a file's name", autocomplete: "off", spellcheck: false });
fileInput.setAttribute("aria-label", "Only files whose name has this");
fileInput.dataset.focus = "file";

function files() {
  return section("Files", fileInput);
}

function heaviest() {
  const most = Math.max(1, ...DATA.heaviest.map(([, n]) => n));
  const lines = DATA.heaviest.slice(0, 12).map(([label, n]) => {
    const doc = docByLabel.get(label);
    return line({
      id: `doc ${label}`, cls: "doc", name: label, n, whole: n, most, on: Boolean(doc) && filter.doc === doc, hint: "", color: "",
      action: () => { filter.doc = filter.doc === doc ? null : doc ?? null; refresh(); },
    });
  });
  return section("Most findings", ...lines);
}

function drawStrip() {
  const strip = document.getElementById("strip");
  for (const [group, rules] of rulesByGroup) {
    const part = el("i", group);
    part.style.flexGrow = rules.reduce((sum, rule) => sum + rule.total, 0);
    strip.append(part);
  }
}

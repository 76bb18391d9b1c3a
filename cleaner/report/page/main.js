// Everything joined: what is pressed, what is typed, what changes with it.

const byId = (id) => document.getElementById(id);
const query = byId("query");
const dialogs = { off: byId("off"), help: byId("help") };

function refresh() {
  applyFilter();
  layOut();
  if (!selected || !visible.includes(selected)) selected = visible[0] ?? null;
  byId("shown-count").textContent = count(visible.length, "finding") + (filtering() ? ` of ${findings.length.toLocaleString("en")}` : "");
  drawActive();
  drawCharts();
  byId("nothing").hidden = visible.length > 0;
  if (selected) bringIntoSight(items.indexOf(selected));
  else scroller.scrollTop = 0;
  pointAt(selected);
  draw();
  showDetail(selected);
}

function drawActive() {
  const chip = (text, drop) => {
    const node = button("chip", "", "Drop this filter", () => { drop(); refresh(); });
    show(node, text).append(" ×");
    return node;
  };
  const chips = [];
  if (filter.query) chips.push(chip(`“${filter.query}”`, () => { filter.query = query.value = ""; }));
  if (filter.file) chips.push(chip(`file “${filter.file}”`, () => { filter.file = fileInput.value = ""; }));
  if (filter.doc) chips.push(chip(filter.doc.label, () => { filter.doc = null; }));
  if (filter.marked) chips.push(chip("marked", () => { filter.marked = false; }));
  for (const n of filter.states) chips.push(chip(STATES[n].name, () => filter.states.delete(n)));
  for (const group of filter.groups) chips.push(chip(group, () => filter.groups.delete(group)));
  for (const rule of filter.rules) chips.push(chip(rule.id, () => filter.rules.delete(rule)));
  byId("active").replaceChildren(...chips);
}

function clearAll() {
  clearFilter();
  query.value = fileInput.value = "";
  refresh();
}

function mark(kind, finding) {
  if (!finding) return;
  toggleMark(kind, finding);
  changed();
}

// Marks have changed: show them.
function changed() {
  byId("off-count").textContent = markCount();
  redraw();
  drawCharts();
  showDetail(selected);
}

function drawOff() {
  const any = markCount() > 0;
  byId("off-empty").hidden = any;
  byId("off-full").hidden = !any;
  byId("baseline-part").hidden = !marks.finding.size;
  byId("toml").value = asToml(document.querySelector("input[name=form]:checked").value);
  byId("baseline").value = asBaseline();
  for (const area of [byId("toml"), byId("baseline")]) area.rows = Math.min(14, Math.max(3, area.value.split("\n").length));
  drawStill();
  const rows = Object.entries(marks).flatMap(([kind, set]) => [...set].map((value) => [kind, value]));
  byId("marks").replaceChildren(...rows.slice(0, 500).map(([kind, value]) => {
    const item = el("li", "", el("span", "badge mark", MARKS[kind].did), " ");
    const finding = findings[value];
    const [name, rule] = kind === "file" ? JSON.parse(value) : [];
    show(item, kind === "finding" ? `${finding.doc.label}:${finding.line}:${finding.column} ${finding.rule.id}` : rule ? `${rule} in ${name}` : value);
    item.append(button("drop", "×", "Take this mark back", () => { marks[kind].delete(value); keepMarks(); changed(); drawOff(); }));
    return item;
  }), ...(rows.length > 500 ? [el("li", "", `and ${rows.length - 500} more`)] : []));
}

// What would still happen although its rule is off.
function drawStill() {
  const still = stillFound();
  const text = [...still].slice(0, 8).map(([rule, n]) => `${rule} (${n.toLocaleString("en")})`).join(", ");
  byId("still").hidden = !still.size;
  const said = show(el("span"), `Some of these lines would still go, for other rules know them: ${text}${still.size > 8 ? " …" : ""}. `);
  byId("still").replaceChildren(said, button("", "Switch these off, too", "", () => { switchOff(still.keys()); changed(); drawOff(); }));
}

function openDialog(name) {
  if (name === "off") drawOff();
  byId("said").textContent = "";
  dialogs[name].showModal();
  if (name === "off" && markCount()) document.querySelector("[data-copy=toml]").focus();
}

// In a narrow window charts and filters stand in place of the list, not above it.
function turnFacets(on) {
  document.body.classList.toggle("filters", on);
  byId("open-facets").setAttribute("aria-expanded", on);
  byId("open-facets").textContent = on ? "Findings" : "Filters";
  if (!on) draw();
}
const facetsOpen = () => document.body.classList.contains("filters");

const THEMES = ["auto", "light", "dark"];
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = name[0].toUpperCase() + name.slice(1);
  try { localStorage.setItem("cleaner review theme", name); } catch { /* no storage here */ }
}
const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);

const KEYS = [
  [["j", "ArrowDown"], "next finding", () => move(1)],
  [["k", "ArrowUp"], "previous finding", () => move(-1)],
  [["J"], "next document", () => move(1, true)],
  [["K"], "previous document", () => move(-1, true)],
  [["g", "Home"], "first", () => goToEnd(false)],
  [["G", "End"], "last", () => goToEnd(true)],
  [["/"], "search", () => { query.focus(); query.select(); }],
  [["l"], "only findings of this rule, or of all", () => { if (selected) toggle(filter.rules, selected.rule); }],
  [["d"], "only this document, or all", () => { if (selected || filter.doc) { filter.doc = filter.doc ? null : selected.doc; refresh(); } }],
  [["m"], "only marked findings, or all", () => { filter.marked = !filter.marked; refresh(); }],
  ...Object.entries(MARKS).map(([kind, { key, text }]) => [[key], text[0].toLowerCase() + text.slice(1), () => mark(kind, selected)]),
  [["f"], "charts and filters, in a narrow window", () => turnFacets(!facetsOpen())],
  [["c"], "configuration for what is marked", () => openDialog("off")],
  [["t"], "light, dark, or as the system has it", nextTheme],
  [["Escape"], "show everything", clearAll],
  [["?"], "this list", () => openDialog("help")],
];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialogs.off.open || dialogs.help.open) return;
  if (event.target.matches("input, textarea")) {
    if (event.key === "Escape" || event.key === "Enter") scroller.focus();
    return;
  }
  const found = KEYS.find(([keys]) => keys.includes(event.key));
  if (!found) return;
  event.preventDefault();
  found[2]();
});

function typed(input, key) {
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { filter[key] = input.value.trim(); refresh(); }, 120);
  });
}

function describe() {
  const parts = [count(totals.made, "edit")];
  if (totals.reported) parts.push(`${totals.reported.toLocaleString("en")} only reported`);
  parts.push(count(DATA.total, "document"), `${count(Math.abs(DATA.removed), "character")} ${DATA.removed < 0 ? "added" : "removed"}`);
  if (DATA.leftOut) parts.push(`${findings.length.toLocaleString("en")} listed, evenly drawn from every rule`);
  byId("totals").textContent = parts.join(" · ");
}

for (const [keys, what] of KEYS) {
  const names = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };
  byId("keys").append(el("dt", "", ...keys.map((key) => el("kbd", "", names[key] ?? key))), el("dd", "", what));
}
byId("open-off").addEventListener("click", () => openDialog("off"));
byId("open-facets").addEventListener("click", () => turnFacets(!facetsOpen()));
byId("open-help").addEventListener("click", () => openDialog("help"));
byId("theme").addEventListener("click", nextTheme);
byId("clear").addEventListener("click", clearAll);
for (const input of document.querySelectorAll("input[name=form]")) input.addEventListener("change", drawOff);
for (const node of document.querySelectorAll("[data-copy]"))
  node.addEventListener("click", async () => { byId("said").textContent = await copy(byId(node.dataset.copy)); });
for (const node of document.querySelectorAll("[data-save]"))
  node.addEventListener("click", () => save(node.dataset.save === "toml" ? "cleaner.toml" : "cleaner-baseline.json", byId(node.dataset.save).value));
typed(query, "query");
typed(fileInput, "file");

let theme = "auto";
try { theme = localStorage.getItem("cleaner review theme") ?? theme; } catch { /* no storage here */ }
setTheme(THEMES.includes(theme) ? theme : "auto");
recallMarks();
byId("off-count").textContent = markCount();
describe();
drawStrip();
refresh();
scroller.focus();
document.documentElement.dataset.ready = "yes";

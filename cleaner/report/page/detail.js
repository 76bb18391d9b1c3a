// The chosen finding in full: what was there, what came instead, why, and what to do about it.

const detail = document.getElementById("detail");

function showDetail(finding) {
  if (!finding) return void detail.replaceChildren(hint());
  const { doc, rule } = finding;
  const place = el("p", "place", show(el("bdi"), doc.label), `:${finding.line}:${finding.column}`);
  const title = show(el("h2"), rule.id);
  const about = el("p", "kind", el("span", `dot ${rule.group}`), `${rule.group} · ${STATES[finding.state].name}`);
  about.title = STATES[finding.state].hint;
  detail.replaceChildren(place, title, about, passage(finding), ...reasons(finding), actions(finding));
  detail.scrollTop = 0;
}

function hint() {
  return el("p", "hint", "Choose a finding, or go through them with ", el("kbd", "", "j"), " and ", el("kbd", "", "k"), ".");
}

function passage(finding) {
  const text = el("div", "passage");
  text.dir = "auto";
  showAround(text, finding.before, "block", "before");
  showChange(text, finding, "block");
  showAround(text, finding.after, "block", "after");
  if (finding.doc.known) return text;
  return el("div", "", text, el("p", "note", "The file is not there or has changed since, so what stood around this is not known."));
}

function reasons(finding) {
  const { rule, message, signals } = finding;
  const said = [...new Set([message, rule.title, rule.why].filter(Boolean))];
  const nodes = said.map((text) => show(el("p", text === message ? "said" : "why"), text));
  if (!signals.length) return nodes;
  const most = Math.max(...signals.map(([, weight]) => Math.abs(weight)), 1);
  const rows = signals.map(([id, weight]) => {
    const bar = el("i", weight < 0 ? "content" : "");
    bar.style.width = `${(100 * Math.abs(weight)) / most}%`;
    return el("tr", "", show(el("td"), id), el("td", "number", (weight > 0 ? "+" : "") + weight), el("td", "bar", bar));
  });
  const sum = signals.reduce((total, [, weight]) => total + weight, 0);
  return [...nodes, el("table", "signals", el("caption", "", `Evidence, in all ${sum > 0 ? "+" : ""}${Math.round(sum * 10) / 10}`), ...rows)];
}

function actions(finding) {
  const part = el("div", "actions");
  for (const [kind, { key, text, fits }] of Object.entries(MARKS)) {
    if (!fits(finding)) continue;
    const node = button("", text, "", () => mark(kind, finding));
    node.append(el("kbd", "", key));
    node.setAttribute("aria-pressed", hasMark(kind, finding));
    part.append(node);
  }
  return part;
}

// The list: only the cards in sight exist. Heights are known beforehand, so places are sums.

const scroller = document.getElementById("scroller");
const canvas = document.getElementById("canvas");
const place = document.getElementById("place");
const MOST_PIXELS = 12e6; // browsers cap the height of an element; beyond this the scroll bar is scaled
const SPARE = 3; // cards beyond either edge

let items = []; // a document (its heading) or a finding
let tops = new Float64Array(1);
let selected = null;
const cards = new Map(); // item -> node

const pixels = (name) => parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name));

function layOut() {
  const heights = { doc: pixels("--heading"), finding: pixels("--card") };
  items = [];
  let doc;
  for (const finding of visible) {
    if (finding.doc !== doc) items.push((doc = finding.doc));
    items.push(finding);
  }
  tops = new Float64Array(items.length + 1);
  items.forEach((item, n) => { tops[n + 1] = tops[n] + (item.doc ? heights.finding : heights.doc); });
  canvas.style.height = `${Math.min(tops.at(-1), MOST_PIXELS)}px`;
  forgetCards();
}

function forgetCards() {
  for (const node of cards.values()) node.remove();
  cards.clear();
}

// Pixels of the list for each pixel of the scroll bar.
function scale() {
  const room = Math.min(tops.at(-1), MOST_PIXELS) - scroller.clientHeight;
  return room > 0 ? Math.max(1, (tops.at(-1) - scroller.clientHeight) / room) : 1;
}

// The number of the item at `top`.
function itemAt(top) {
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle] <= top) low = middle; else high = middle - 1;
  }
  return low;
}

function draw() {
  const top = scroller.scrollTop * scale();
  const first = Math.max(0, itemAt(top) - SPARE);
  const last = Math.min(items.length - 1, itemAt(top + scroller.clientHeight) + SPARE);
  const wanted = new Set(items.slice(first, last + 1));
  for (const [item, node] of cards) if (!wanted.has(item)) { node.remove(); cards.delete(item); }
  for (let n = first; n <= last; n++) {
    let node = cards.get(items[n]);
    if (!node) cards.set(items[n], (node = canvas.appendChild(items[n].doc ? card(items[n]) : heading(items[n]))));
    node.style.transform = `translateY(${tops[n] - top + scroller.scrollTop}px)`;
  }
  const item = items[itemAt(top)];
  place.replaceChildren(...(item ? heading(item.doc ?? item).childNodes : []));
  place.hidden = !item;
}

function heading(doc) {
  const name = show(el("bdi", "name"), doc.label);
  const node = el("div", "heading", name, el("span", "aside", count(doc.count, "finding")));
  node.role = "presentation";
  return node;
}

function card(finding) {
  const about = el("span", "about", el("span", `dot ${finding.rule.group}`), show(el("b", "rule"), finding.rule.id));
  if (finding.state !== 0) about.append(el("span", `badge state${finding.state}`, STATES[finding.state].name));
  for (const kind of marksOf(finding)) about.append(el("span", "badge mark", MARKS[kind].did));
  about.append(show(el("span", "message"), finding.message));
  const text = el("p", "text");
  text.dir = "auto";
  showAround(text, finding.before, "line", "before", 110);
  showChange(text, finding, "line", 260);
  showAround(text, finding.after, "line", "after", 130);
  const node = el("div", "card", el("span", "at", `${finding.line}:${finding.column}`), about, text);
  node.id = `finding-${finding.number}`;
  node.role = "option";
  node.setAttribute("aria-selected", finding === selected);
  node.classList.toggle("off", isMarked(finding));
  node.addEventListener("click", () => select(finding));
  return node;
}

function redraw() {
  forgetCards();
  draw();
}

// Choose a finding and bring it into sight.
function select(finding, position) {
  const old = cards.get(selected);
  old?.setAttribute("aria-selected", "false");
  selected = finding ?? null;
  pointAt(selected);
  if (selected) bringIntoSight(items.indexOf(selected), position);
  draw();
  cards.get(selected)?.setAttribute("aria-selected", "true");
  showDetail(selected);
}

// Tell assistive software which option is the chosen one.
function pointAt(finding) {
  if (finding) scroller.setAttribute("aria-activedescendant", `finding-${finding.number}`);
  else scroller.removeAttribute("aria-activedescendant");
}

function bringIntoSight(n, position) {
  const top = scroller.scrollTop * scale();
  const margin = pixels("--heading") * 1.2;
  const view = scroller.clientHeight;
  let wanted = top;
  if (tops[n] - margin < top || position === "start") wanted = tops[n] - margin;
  else if (tops[n + 1] + 8 > top + view) wanted = tops[n + 1] + 8 - view;
  if (wanted !== top) scroller.scrollTop = Math.max(0, wanted) / scale();
}

// Go `steps` findings, or with `byDocument` documents, forward or back.
function move(steps, byDocument = false) {
  if (!items.length) return;
  let n = selected ? items.indexOf(selected) : -1;
  if (n < 0) return select(items.find((item) => item.doc), "start");
  const doc = selected.doc;
  do n += Math.sign(steps); while (items[n] && (!items[n].doc || (byDocument && items[n].doc === doc)));
  if (byDocument && steps < 0 && items[n]) while (items[n - 1]?.doc) n--;
  if (items[n]) select(items[n], byDocument ? "start" : undefined);
}

function goToEnd(last) {
  const finding = last ? visible.at(-1) : visible[0];
  if (finding) select(finding);
}

let waiting = false;
scroller.addEventListener("scroll", () => {
  if (!waiting) requestAnimationFrame(() => { waiting = false; draw(); });
  waiting = true;
}, { passive: true });
new ResizeObserver(() => {
  layOut();
  draw();
}).observe(scroller);

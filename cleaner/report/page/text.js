// Text from outside, made into nodes. Nothing ever becomes markup, and what would act unseen is shown as a label.

const HIDDEN = new RegExp(
  "\\r\\n|[\\n\\r\\t]|" +
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f" + // controls
    "\\u00ad\\u200b\\u2060-\\u2065\\ufeff\\u180e\\u3164\\uffa0\\u115f\\u1160" + // invisible
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f" + // direction marks, overrides, isolates
    "\\u2028\\u2029\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}\\p{Cs}]", // separators, tags, lone surrogates
  "gu",
);
const NAMES = {
  0x1b: "escape", 0xad: "soft hyphen", 0x200b: "zero-width space", 0x200e: "left-to-right mark",
  0x200f: "right-to-left mark", 0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding",
  0x202c: "end of direction", 0x202d: "left-to-right override", 0x202e: "right-to-left override",
  0x2028: "line separator", 0x2029: "paragraph separator", 0x2060: "word joiner", 0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "end of isolate", 0xfeff: "byte-order mark",
};

function el(tag, cls, ...children) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  node.append(...children);
  return node;
}

function button(cls, text, hint, action) {
  const node = el("button", cls, text);
  node.type = "button";
  if (hint) node.title = hint;
  node.addEventListener("click", action);
  return node;
}

// `text` with its unseen characters labelled. "line": breaks are signs; "block": they break the line, too.
// In a changed piece blanks at its ends are seen as well.
function show(parent, text, mode = "line", changed = false) {
  let at = 0;
  for (const match of text.matchAll(HIDDEN)) {
    blanks(parent, text.slice(at, match.index), changed);
    hidden(parent, match[0], mode, changed);
    at = match.index + match[0].length;
  }
  blanks(parent, text.slice(at), changed);
  return parent;
}

function blanks(parent, text, changed) {
  const cut = changed ? /^([ \u00a0]*)(.*?)([ \u00a0]*)$/su.exec(text) : null;
  if (!cut) return void parent.append(text);
  for (const [n, part] of cut.slice(1).entries()) {
    if (!part) continue;
    parent.append(n === 1 ? part : el("span", "sign", part.replaceAll(" ", "·").replaceAll("\u00a0", "⍽")));
  }
}

function hidden(parent, char, mode, changed) {
  if (char === "\t" && mode === "block" && !changed) return void parent.append("\t");
  if (char === "\t") return void parent.append(el("span", "sign", "⇥"), mode === "block" ? "\t" : " ");
  if (/[\r\n]/.test(char)) {
    if (mode === "line" || changed) parent.append(el("span", "sign", "↵"));
    return void parent.append(mode === "block" ? "\n" : " ");
  }
  const code = char.codePointAt(0);
  const stray = code >= 0xdc80 && code <= 0xdcff;
  const hex = (stray ? code - 0xdc00 : code).toString(16).toUpperCase();
  const label = el("span", "code", stray ? `\\x${hex}` : `U+${hex.padStart(4, "0")}`);
  label.title = stray ? "a stray byte" : NAMES[code] ?? (code >= 0xd800 && code <= 0xdfff ? "half of a character" : "not shown by itself");
  parent.append(label);
}

// Old and new as one text, in which what went is struck out and what came is underlined.
function showChange(parent, finding, mode, most = Infinity) {
  const { old, fresh, made } = finding;
  if (!made) return showClipped(parent, "mark", old, mode, most);
  if (typeof old !== "string" || typeof fresh !== "string") {
    showClipped(parent, "del", old, mode, most);
    return showClipped(parent, "ins", fresh, mode, most);
  }
  for (const [gone, came] of wordDiff(old, fresh)) {
    if (gone === came) parent.append(show(el("span", "same"), gone, mode));
    else {
      showClipped(parent, "del", gone, mode, most);
      showClipped(parent, "ins", came, mode, most);
    }
  }
}

function showClipped(parent, tag, text, mode, most) {
  let [head, left, tail] = typeof text === "string" ? [text, 0, ""] : text;
  if (head.length > most * 1.2) {
    left += head.length - most + tail.length;
    tail = "";
    head = cut(head, most);
  }
  if (!head && !left) return;
  // In one line of a list the breaks around what went only disturb; the chosen finding shows them.
  const lone = mode === "line" && !left ? /^([\r\n]*)(.*\S.*?)([\r\n]*)$/su.exec(head) : null;
  if (lone?.[1]) parent.append(" ");
  if (lone) head = lone[2];
  const node = show(el(tag), head, mode, true);
  if (left) node.append(el("span", "left-out", ` … ${count(left, "more character")} … `));
  parent.append(tail ? show(node, tail, mode, true) : node, lone?.[3] ? " " : "");
}

// What stands beside a change: kept and edited pieces in turn; at most `most` characters, counted from the change.
function showAround(parent, stretch, mode, side, most = Infinity) {
  const pieces = typeof stretch === "string" ? [stretch] : stretch;
  const order = side === "before" ? [...pieces.keys()].reverse() : [...pieces.keys()];
  const nodes = [];
  for (const n of order) {
    if (most <= 0) break;
    let text = pieces[n];
    const fits = text.length <= most;
    if (!fits) text = side === "before" ? `…${text.slice(-most).replace(/^[\udc00-\udfff]|^\S{0,12}\s/u, "")}` : `${cut(text, most)}…`;
    most -= pieces[n].length;
    const node = show(el(n % 2 ? "s" : "span"), text, mode);
    if (n % 2) node.title = "also changed";
    nodes.push(node);
  }
  parent.append(...(side === "before" ? nodes.reverse() : nodes));
}

// The first `length` units of `text`, without the half of a character at the end.
const cut = (text, length) => text.slice(0, length).replace(/[\ud800-\udbff]$/, "");

// [old, new] pieces in turn, equal where nothing changed; by words.
function wordDiff(old, fresh) {
  if (!old || !fresh) return [[old, fresh]];
  const split = (text) => text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^]/gu);
  const [a, b] = [split(old), split(fresh)];
  if (a.length * b.length > 40000) return [[old, fresh]];
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  const pieces = [];
  const add = (x, y, same) => {
    const last = pieces.at(-1);
    if (last && last.same === same) { last[0] += x; last[1] += y; } else pieces.push(Object.assign([x, y], { same }));
  };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && a[i] === b[j]) add(a[i++], b[j++], true);
    else if (j >= b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) add(a[i++], "", false);
    else add("", b[j++], false);
  }
  return pieces;
}

/* Lines and sizes of labels, measured on a canvas, so that a style sheet that arrives late cannot spoil the layout.
 * FONT and the sizes in STYLES mirror atlas.css. */

const FONT =
  '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';

const STYLES = {
  first: { weight: 600, size: 13 },
  point: { weight: 500, size: 12 },
  chosen: { weight: 700, size: 13 },
  district: { weight: 400, size: 12, spacing: 1 },
  region: { weight: 600, size: 15, spacing: 3 },
  river: { weight: 400, size: 12, spacing: 2 },
  line: { weight: 600, size: 12 },
  note: { weight: 400, size: 12 },
};

const WIDEST = 138;
const MOST_LINES = 4;
let brush = null;
let face = "";
const widths = new Map();

/** @param {string} text */
function widthOf(text, style) {
  const key = style.weight + style.size + text;
  if (!widths.has(key)) {
    if (!brush) brush = document.createElement("canvas").getContext("2d");
    const font = `${style.weight} ${style.size}px ${FONT}`;
    if (face !== font) brush.font = face = font; // setting it costs more than measuring
    widths.set(key, brush.measureText(text).width + (style.spacing || 0) * text.length);
  }
  return widths.get(key);
}

/**
 * Long names break into lines of about equal width, between words (Latin) or characters (Chinese).
 * @param {string} text
 */
function wrap(text, style) {
  const whole = widthOf(text, style);
  const count = Math.min(3, Math.ceil(whole / WIDEST));
  if (count < 2) return [text];
  // A word that is wider than a label may be breaks anywhere.
  const words = (text.includes(" ") ? text.split(/(?<= )/) : Array.from(text)).flatMap((word) =>
    widthOf(word, style) > WIDEST ? Array.from(word) : [word],
  );
  const lines = [""];
  words.forEach((word) => {
    const last = lines.length - 1;
    const width = widthOf(lines[last] + word, style);
    const full = (width > (whole / count) * 1.12 && lines.length < count) || width > WIDEST * 1.4;
    if (full && lines[last]) lines.push(word);
    else lines[last] += word;
  });
  const kept = lines.map((line) => line.trim()).filter(Boolean);
  return kept.length > MOST_LINES ? kept.slice(0, MOST_LINES - 1).concat([kept[MOST_LINES - 1] + "…"]) : kept;
}

/**
 * Lines and size in px of a text in one of the styles; a note stands below it in its own.
 * @param {string} text
 * @param {string} name
 * @param {boolean} [single]
 * @param {string} [note]
 * @returns {LabelText}
 */
export function measureLabel(text, name, single, note) {
  const style = STYLES[name];
  const lines = single ? [text] : wrap(text, style);
  const sides = lines.map((line) => widthOf(line, style)).concat(note ? [widthOf(note, STYLES.note)] : []);
  return {
    lines,
    name,
    note: note || "",
    w: Math.max(...sides) + 2,
    h: lines.length * (style.size + 3) + (note ? 15 : 0),
  };
}

// How an entry is told: in one line of a list, and in full. All of it is text; what would steer the screen is spelt out.

const shownInRow = 300;
const shownInFull = 200_000;
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const formatCount = n => whole.format(n);

// Invisible characters that reorder or hide text become visible escapes: what is seen is what is stored.
export function visible(text) {
  return text.replace(/[\t\n]/g, ' ').replace(steering, escape);
}

function escape(c) {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export function formatBytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; Math.abs(n) >= 999.5 && unit < units.length - 1; unit++) n /= 1000;
  return `${n >= 100 || unit === 0 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}

export function formatDuration(seconds) {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor(seconds % 86_400 / 3600)} h`;
}

export function formatTime(ms, withDate = false) {
  const t = new Date(ms);
  const two = n => String(n).padStart(2, '0');
  const time = `${two(t.getHours())}:${two(t.getMinutes())}:${two(t.getSeconds())}.${String(t.getMilliseconds()).padStart(3, '0')}`;
  return withDate ? `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())} ${time}` : time;
}

// One line: names and values in turn, and how full a measure is, where it is one. A member's name tells its unit.
export function summarize(text) {
  let data;
  try {
    data = text.length > shownInFull ? null : JSON.parse(text);
  } catch {
    data = null;
  }
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    return { parts: [{ name: '', value: visible(text.slice(0, shownInRow)) }], share: null };
  }
  const parts = [];
  let share = null;
  let length = 0;
  for (const [key, value] of Object.entries(data)) {
    if (key === 'kind' || value === null) continue;
    const part = member(key, value);
    if (share === null && /^(cpuP|p)ercent$/.test(key) && typeof value === 'number') share = Math.min(1, value / 100);
    parts.push(part);
    length += part.name.length + part.value.length;
    if (length > shownInRow) break;
  }
  if (share === null && data.usedBytes >= 0 && data.totalBytes > 0) share = Math.min(1, data.usedBytes / data.totalBytes);
  return { parts, share };
}

function member(key, value) {
  const unit = /^(.*?)(Bytes|Percent|Seconds)$/i.exec(key);
  if (unit && typeof value === 'number') {
    const name = words(unit[1]) || { bytes: 'size', percent: '', seconds: 'for' }[unit[2].toLowerCase()];
    switch (unit[2].toLowerCase()) {
      case 'bytes': return { name, value: formatBytes(value) };
      case 'percent': return { name, value: `${number.format(value)} %` };
      default: return { name, value: formatDuration(value) };
    }
  }
  if (typeof value === 'number') return { name: words(key), value: /pid$|^id$|seq$|year$/i.test(key) ? String(value) : number.format(value) };
  const text = typeof value === 'string' ? value.slice(0, shownInRow) : JSON.stringify(value).slice(0, shownInRow);
  return { name: words(visible(key.slice(0, 60))), value: visible(text), isText: typeof value === 'string' };
}

function words(key) {
  return key.replace(/([a-z0-9])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

// The payload spread over lines, as pieces of text with a class each.
export function pieces(text) {
  let spread;
  try {
    spread = text.length > shownInFull ? text : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    spread = text;
  }
  const cut = spread.length > shownInFull ? spread.length - shownInFull : 0;
  const shown = cut ? spread.slice(0, shownInFull) : spread;
  const found = [];
  let at = 0;
  const plain = to => { if (to > at) found.push({ text: shown.slice(at, to).replace(steering, escape), kind: '' }); };
  // A long payload is shown without colours: each is an element.
  if (shown.length < 20_000) {
    for (const match of shown.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|-?\b\d[\d.eE+-]*|\b(?:true|false|null)\b/g)) {
      plain(match.index);
      const token = match[1] ?? match[0];
      found.push({ text: token.replace(steering, escape), kind: match[1] ? (match[2] ? 'key' : 'string') : 'literal' });
      at = match.index + token.length;
    }
  }
  plain(shown.length);
  if (cut) found.push({ text: `\n… ${formatCount(cut)} more characters; Copy takes all of them.`, kind: 'more' });
  return found;
}

// How many entries of each kind came when: stacked columns on a canvas, drawn anew from the numbers that are held.

import { noteKind } from './store.js';
import { formatCount, formatTime } from './entry.js';

const leastColumnWidth = 7;
const mostColumnWidth = 28;
const niceMs = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000, 604_800_000];
const axisHeight = 18;

export class ActivityChart {
  #columns = [];
  #chosen = null;
  #hovered = null;
  #from = 0;
  #columnMs = 1_000;
  #columnWidth = leastColumnWidth;

  constructor(canvas, tip, scale, store, view, colours, on) {
    Object.assign(this, { canvas, tip, scale, store, view, colours, on });
    this.rangeMs = 120_000;
    this.seen = null;
    this.isLive = true;
    new ResizeObserver(() => this.draw()).observe(canvas);
    canvas.addEventListener('pointermove', event => this.#point(event));
    canvas.addEventListener('pointerleave', () => this.#hover(null));
    canvas.addEventListener('click', event => {
      this.#point(event);
      if (this.#hovered !== null) on.goTo(this.#from + this.#hovered * this.#columnMs);
    });
    canvas.addEventListener('keydown', event => this.#key(event));
    canvas.addEventListener('blur', () => { this.#chosen = null; this.#hover(null); });
  }

  draw() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (width === 0 || height === 0) return;
    const density = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * density) || this.canvas.height !== Math.round(height * density)) {
      this.canvas.width = Math.round(width * density);
      this.canvas.height = Math.round(height * density);
    }
    const g = this.canvas.getContext('2d');
    g.setTransform(density, 0, 0, density, 0, 0);
    g.clearRect(0, 0, width, height);
    const most = this.#count(Math.max(2, Math.floor(width / leastColumnWidth)));
    this.#columnWidth = Math.min(mostColumnWidth, width / this.#columns.length);
    const columnWidth = this.#columnWidth;
    const floor = height - axisHeight;
    const { ink, muted, rule } = this.colours.plain;
    const top = niceTop(most);
    const y = n => floor - n / top * (floor - 12);
    g.font = `11px ${getComputedStyle(this.canvas).fontFamily}`;
    g.fillStyle = rule;
    for (const n of [0, top / 2, top]) g.fillRect(0, Math.round(y(n)), width, 1);
    this.#columns.forEach((column, i) => {
      const x = width - (this.#columns.length - i) * columnWidth;
      if (i === this.#hovered) {
        g.globalAlpha = 0.12;
        g.fillStyle = ink;
        g.fillRect(x, 0, columnWidth, floor);
        g.globalAlpha = 1;
      }
      let below = 0;
      column.forEach((n, kind) => {
        if (n === 0) return;
        g.fillStyle = this.colours.of(this.store.kindNames[kind]);
        const from = y(below);
        below += n;
        g.fillRect(x + 1, y(below), columnWidth - 1.5, Math.max(0.5, from - y(below)));
      });
    });
    this.#axis(g, width, floor, muted);
    this.#mark(g, width, floor, ink);
    g.fillStyle = muted;
    g.textAlign = 'left';
    g.textBaseline = 'top';
    if (most > 0) g.fillText(formatCount(top), 2, 0);
    this.scale.textContent = `entries in ${lengthOf(this.#columnMs)}`;
    this.canvas.setAttribute('aria-valuemax', String(Math.max(0, this.#columns.length - 1)));
  }

  get span() { return [this.#from, this.#from + this.#columns.length * this.#columnMs]; }

  // Fills the columns; the highest of them.
  #count(count) {
    const { store, view } = this;
    const { times, kinds, kindNames, length } = store;
    const last = length ? times[length - 1] : Date.now();
    const end = this.isLive ? Math.max(last, Date.now()) : last;
    const range = this.rangeMs ?? Math.max(1_000, end - (length ? times[0] : end));
    this.#columnMs = niceMs.find(ms => ms * (count - 1) >= range) ?? Math.ceil(range / (count - 1) / 604_800_000) * 604_800_000;
    // Columns begin at whole multiples, so that they do not tremble as time goes on.
    const until = (Math.floor(end / this.#columnMs) + 1) * this.#columnMs;
    this.#from = Math.floor((end - range) / this.#columnMs) * this.#columnMs;
    const used = Math.min(count, Math.round((until - this.#from) / this.#columnMs));
    this.#from = until - used * this.#columnMs;
    this.#columns = Array.from({ length: used }, () => new Uint32Array(kindNames.length));
    const isHidden = kindNames.map(name => view.hidden.has(name));
    let most = 0;
    for (let i = this.#from > (times[0] ?? 0) ? store.indexOfTime(this.#from) : 0; i < length; i++) {
      const kind = kinds[i];
      const at = Math.floor((times[i] - this.#from) / this.#columnMs);
      if (kind === noteKind || isHidden[kind] || at < 0 || at >= used) continue;
      this.#columns[at][kind]++;
    }
    for (const column of this.#columns) most = Math.max(most, total(column));
    return most;
  }

  #axis(g, width, floor, muted) {
    g.fillStyle = muted;
    g.textBaseline = 'alphabetic';
    const [from, until] = this.span;
    const step = niceMs.find(ms => ms >= (until - from) / Math.max(2, Math.floor(width / 110))) ?? 604_800_000;
    const offset = new Date(from).getTimezoneOffset() * 60_000;
    for (let t = Math.ceil((from - offset) / step) * step + offset; t < until; t += step) {
      const x = width - (until - t) / this.#columnMs * this.#columnWidth;
      const label = step >= 86_400_000 ? formatTime(t, true).slice(5, 10) : formatTime(t).slice(0, step >= 60_000 ? 5 : 8);
      const half = g.measureText(label).width / 2;
      if (x - half < 2 || x + half > width - 2) continue;
      g.textAlign = 'center';
      g.fillText(label, x, floor + 14);
      g.fillRect(Math.round(x), floor, 1, 3);
    }
  }

  // A line under the columns shows what part of them the list shows.
  #mark(g, width, floor, ink) {
    if (!this.seen) return;
    const [from, until] = this.span;
    const x = t => Math.max(0, Math.min(width, width - (until - t) / this.#columnMs * this.#columnWidth));
    if (this.seen[1] < from || this.seen[0] > until) return;
    const left = x(this.seen[0]);
    g.fillStyle = ink;
    g.fillRect(left, floor, Math.max(3, x(this.seen[1]) - left), 2);
  }

  #point(event) {
    const width = this.canvas.clientWidth;
    const at = this.#columns.length - 1 - Math.floor((width - 1 - event.offsetX) / this.#columnWidth);
    this.#hover(at >= 0 && at < this.#columns.length ? at : null);
  }

  #hover(at) {
    this.#hovered = at;
    this.draw();
    const column = at === null ? null : this.#columns[at];
    this.tip.hidden = !column;
    if (!column) return;
    const time = this.#from + at * this.#columnMs;
    const kinds = [...column.entries()].filter(([, n]) => n > 0).reverse();
    const head = document.createElement('p');
    head.textContent = `${formatTime(time).slice(0, this.#columnMs < 1_000 ? 12 : 8)} · ${formatCount(total(column))}`;
    this.tip.replaceChildren(head, ...kinds.slice(0, 12).map(([kind, n]) => {
      const line = document.createElement('p');
      const dot = document.createElement('i');
      dot.className = `dot ${this.colours.classOf(this.store.kindNames[kind])}`;
      line.append(dot, `${this.store.kindNames[kind].slice(0, 40)} ${formatCount(n)}`);
      return line;
    }));
    const width = this.canvas.clientWidth;
    const x = width - (this.#columns.length - at) * this.#columnWidth;
    const room = this.tip.offsetWidth;
    this.tip.style.transform = `translateX(${Math.max(0, x + this.#columnWidth + 8 + room > width ? x - room - 8 : x + this.#columnWidth + 8)}px)`;
    this.canvas.setAttribute('aria-valuenow', String(at));
    this.canvas.setAttribute('aria-valuetext', `${formatTime(time).slice(0, 8)}, ${total(column)} entries`);
  }

  #key(event) {
    const last = this.#columns.length - 1;
    const now = this.#chosen ?? last;
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now - 10, PageDown: now + 10, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      this.#chosen = Math.max(0, Math.min(last, to));
      this.#hover(this.#chosen);
    } else if (event.key === 'Enter') {
      this.on.goTo(this.#from + now * this.#columnMs);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function total(column) {
  let sum = 0;
  for (const n of column) sum += n;
  return sum;
}

function niceTop(most) {
  if (most <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 6, 8, 10].map(n => n * power).find(n => n >= most);
}

function lengthOf(ms) {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return ms === 1_000 ? 'a second' : `${ms / 1_000} s`;
  if (ms < 3_600_000) return ms === 60_000 ? 'a minute' : `${ms / 60_000} min`;
  return ms < 86_400_000 ? `${ms / 3_600_000} h` : `${ms / 86_400_000} d`;
}

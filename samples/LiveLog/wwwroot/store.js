// The entries held by the page: numbers in typed arrays, payloads as the text that came. Nothing is parsed before it is seen.
// A note of the page itself (a gap, a lost connection) is a row of kind 0 with the seq of the entry before it.

export const noteKind = 0;

export class EntryStore {
  constructor() {
    this.length = 0;
    this.seqs = new Float64Array(1024);
    this.times = new Float64Array(1024);
    this.kinds = new Uint16Array(1024);
    this.texts = [];
    this.kindNames = ['note'];
    this.kindCounts = [0];
    this.dropped = 0;
    this.#ids = new Map();
  }

  #ids;

  get entryCount() { return this.length - this.kindCounts[noteKind]; }
  get firstSeq() { return this.length ? this.seqs[0] : 0; }
  get lastSeq() { return this.length ? this.seqs[this.length - 1] : 0; }

  add(entry) {
    let kind = this.#ids.get(entry.kind);
    if (kind === undefined) {
      kind = this.kindNames.push(entry.kind) - 1;
      this.kindCounts.push(0);
      this.#ids.set(entry.kind, kind);
    }
    this.#push(entry.seq, entry.time, kind, entry.text);
  }

  note(tone, message) {
    const time = this.length ? this.times[this.length - 1] : Date.now();
    this.#push(this.lastSeq, time, noteKind, `${tone}\n${message}`);
  }

  // Puts older entries before those held.
  prepend(older) {
    const later = { n: this.length, seqs: this.seqs, times: this.times, kinds: this.kinds, texts: this.texts };
    this.length = 0;
    this.seqs = new Float64Array(later.n + older.length);
    this.times = new Float64Array(later.n + older.length);
    this.kinds = new Uint16Array(later.n + older.length);
    this.texts = [];
    for (const entry of older) this.add(entry);
    this.seqs.set(later.seqs.subarray(0, later.n), this.length);
    this.times.set(later.times.subarray(0, later.n), this.length);
    this.kinds.set(later.kinds.subarray(0, later.n), this.length);
    this.texts = this.texts.concat(later.texts);
    this.length += later.n;
  }

  dropFirst(count) {
    for (let i = 0; i < count; i++) this.kindCounts[this.kinds[i]]--;
    this.seqs.copyWithin(0, count, this.length);
    this.times.copyWithin(0, count, this.length);
    this.kinds.copyWithin(0, count, this.length);
    this.texts = this.texts.slice(count);
    this.length -= count;
    this.dropped += count;
  }

  // The first row at or after; the length where there is none.
  indexOfSeq(seq) { return lowerBound(this.seqs, this.length, seq); }
  indexOfTime(time) { return lowerBound(this.times, this.length, time); }

  // The line as the log's file holds it.
  line(index) { return `{"seq":${this.seqs[index]},"ts":${this.times[index]},"data":${this.texts[index]}}`; }

  #push(seq, time, kind, text) {
    const i = this.length++;
    if (i === this.seqs.length) {
      this.seqs = grown(this.seqs, Float64Array);
      this.times = grown(this.times, Float64Array);
      this.kinds = grown(this.kinds, Uint16Array);
    }
    this.seqs[i] = seq;
    this.times[i] = time;
    this.kinds[i] = kind;
    this.texts.push(text);
    this.kindCounts[kind]++;
  }
}

// Which rows are shown, by kind and text, and up to where while paused.
export class View {
  #rows = new Uint32Array(1024);
  #count = 0;
  #seen = 0;
  #pattern = null;

  constructor(store) {
    this.store = store;
    this.hidden = new Set();
    this.text = '';
    this.pausedAt = null;
  }

  get isFiltered() { return this.hidden.size > 0 || this.#pattern !== null; }
  get length() { return this.isFiltered ? this.#count : this.#end; }
  get waiting() {
    if (this.pausedAt === null) return 0;
    let count = 0;
    for (let i = this.pausedAt; i < this.store.length; i++) count += this.store.kinds[i] === noteKind ? 0 : 1;
    return count;
  }
  get #end() { return this.pausedAt ?? this.store.length; }

  at(position) { return this.isFiltered ? this.#rows[position] : position; }

  // Where a row of the store is, or the next one that is shown.
  positionOf(index) { return this.isFiltered ? lowerBound(this.#rows, this.#count, index) : Math.min(index, this.#end); }

  setText(text) {
    this.text = text;
    this.#pattern = text === '' ? null : new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu');
    this.rebuild();
  }

  rebuild() {
    this.#count = 0;
    this.#seen = 0;
    this.extend();
  }

  // Takes in what the store has got since.
  extend() {
    if (!this.isFiltered) return;
    for (const end = this.#end; this.#seen < end; this.#seen++) {
      if (!this.#shows(this.#seen)) continue;
      if (this.#count === this.#rows.length) this.#rows = grown(this.#rows, Uint32Array);
      this.#rows[this.#count++] = this.#seen;
    }
  }

  // The store has lost its first rows, or got some before them.
  shift(by) {
    if (this.pausedAt !== null) this.pausedAt = Math.max(0, this.pausedAt + by);
    this.rebuild();
  }

  #shows(index) {
    const { kinds, kindNames, texts } = this.store;
    if (kinds[index] === noteKind) return true;
    if (this.hidden.has(kindNames[kinds[index]])) return false;
    return this.#pattern === null || this.#pattern.test(texts[index]) || this.#pattern.test(kindNames[kinds[index]]);
  }
}

function lowerBound(numbers, length, wanted) {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function grown(numbers, Type) {
  const larger = new Type(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

// The list: only the rows that are seen, and a few around them, are in the DOM; each is used again for another entry.

import { noteKind } from './store.js';
import { formatTime, summarize, visible } from './entry.js';

const around = 6;

export class EntryList {
  #pool = [];
  #rowHeight = 28;
  #top = 0;
  #ownScroll = -1;

  // onPainted(firstNew, last) tells which rows of the store were shown for the first time while the list follows.
  constructor(box, spacer, store, view, colours, on) {
    Object.assign(this, { box, spacer, store, view, colours, on });
    this.follows = true;
    this.selected = null;
    box.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    box.addEventListener('click', event => {
      const row = event.target.closest('.row');
      if (row) this.select(Number(row.dataset.at));
    });
    new ResizeObserver(() => this.#measure()).observe(box);
    this.#measure();
  }

  get rows() { return this.#pool.reduce((n, row) => n + (row.hidden ? 0 : 1), 0); }
  get pageSize() { return Math.max(1, Math.floor(this.box.clientHeight / this.#rowHeight) - 1); }
  get visibleRange() {
    const first = Math.floor(this.box.scrollTop / this.#rowHeight);
    return [first, Math.min(this.view.length, first + Math.ceil(this.box.clientHeight / this.#rowHeight)) - 1];
  }

  // The position of the selected entry among those shown, or -1.
  get selectedPosition() {
    if (this.selected === null) return -1;
    const index = this.selected - this.store.dropped;
    const position = this.view.positionOf(index);
    return index >= 0 && position < this.view.length && this.view.at(position) === index ? position : -1;
  }

  select(position, reveal = true) {
    const length = this.view.length;
    if (length === 0) return;
    const at = Math.max(0, Math.min(length - 1, position));
    this.selected = this.view.at(at) + this.store.dropped;
    if (reveal) this.reveal(at);
    this.render();
    this.on.selected(this.view.at(at));
  }

  unselect() {
    this.selected = null;
    this.render();
  }

  // Scrolls no further than it must.
  reveal(position) {
    const top = position * this.#rowHeight;
    if (top < this.box.scrollTop) this.#scrollTo(top);
    else if (top + this.#rowHeight > this.box.scrollTop + this.box.clientHeight) this.#scrollTo(top + this.#rowHeight - this.box.clientHeight);
    this.#checkFollows();
  }

  goTo(position) {
    this.follows = false;
    this.render();
    this.#scrollTo(Math.max(0, (position + 0.5) * this.#rowHeight - this.box.clientHeight / 2));
    this.select(position, false);
    this.#checkFollows();
  }

  goToEnd() {
    this.follows = true;
    this.render();
    this.on.followed(true);
  }

  // What is seen stays where it is while entries come or go before it.
  keepPlace(change) {
    const first = Math.floor(this.box.scrollTop / this.#rowHeight);
    const anchor = this.view.length > first ? this.view.at(first) + this.store.dropped : null;
    const within = this.box.scrollTop - first * this.#rowHeight;
    change();
    this.forget();
    this.render();
    if (!this.follows && anchor !== null) {
      this.#scrollTo(this.view.positionOf(Math.max(0, anchor - this.store.dropped)) * this.#rowHeight + within);
      this.render();
    }
  }

  // Rows hold other entries now, though they stand at the same places.
  forget() {
    for (const row of this.#pool) row.dataset.at = '';
  }

  render() {
    const length = this.view.length;
    const height = length * this.#rowHeight;
    if (this.#top !== height) {
      this.spacer.style.height = `${height}px`;
      this.#top = height;
    }
    const seen = this.box.clientHeight;
    if (this.follows) this.#scrollTo(Math.max(0, height - seen));
    const firstSeen = Math.floor(this.box.scrollTop / this.#rowHeight);
    const from = Math.max(0, firstSeen - around);
    const to = Math.min(length, firstSeen + Math.ceil(seen / this.#rowHeight) + around);
    const selected = this.selectedPosition;
    const used = new Set();
    for (let at = from; at < to; at++) {
      const slot = at % this.#pool.length;
      used.add(slot);
      const row = this.#pool[slot];
      if (row.dataset.at !== String(at)) this.#fill(row, at, length);
      if (row.hidden) row.hidden = false;
      const isSelected = at === selected;
      if (row.ariaSelected !== String(isSelected)) row.ariaSelected = String(isSelected);
    }
    this.#pool.forEach((row, slot) => {
      if (!used.has(slot) && !row.hidden) row.hidden = true;
    });
    if (selected >= from && selected < to) this.box.setAttribute('aria-activedescendant', this.#pool[selected % this.#pool.length].id);
    else this.box.removeAttribute('aria-activedescendant');
  }

  #fill(row, at, length) {
    const index = this.view.at(at);
    const { seqs, times, kinds, kindNames, texts } = this.store;
    const kind = kinds[index];
    row.dataset.at = String(at);
    row.ariaPosInSet = String(at + 1);
    row.ariaSetSize = String(length);
    row.style.transform = `translateY(${at * this.#rowHeight}px)`;
    const [seq, time, name, text] = row.children;
    if (kind === noteKind) {
      const [tone, message] = texts[index].split('\n');
      row.className = `row note-row ${tone}`;
      row.dataset.seq = '';
      seq.textContent = time.textContent = '';
      name.replaceChildren();
      text.textContent = message;
      return;
    }
    row.className = seqs[index] % 2 ? 'row' : 'row band';
    row.dataset.seq = String(seqs[index]);
    seq.textContent = String(seqs[index]);
    time.textContent = formatTime(times[index]);
    const dot = element('i', `dot ${this.colours.classOf(kindNames[kind])}`);
    name.replaceChildren(dot, visible(kindNames[kind]).slice(0, 80));
    const { parts, share } = summarize(texts[index]);
    const told = parts.flatMap(part => part.name === ''
      ? [element('b', '', part.value), ' ']
      : [element('span', '', part.name), ' ', element('b', part.isText ? 'string' : '', part.value), ' ']);
    if (share !== null) {
      const meter = element('i', `meter ${this.colours.classOf(kindNames[kind])}`);
      meter.style.setProperty('--share', String(share));
      told.unshift(meter);
    }
    text.replaceChildren(...told);
  }

  #measure() {
    const height = parseFloat(getComputedStyle(this.box).getPropertyValue('--row')) || 28;
    const needed = Math.ceil(this.box.clientHeight / height) + 2 * around + 1;
    if (height !== this.#rowHeight || needed > this.#pool.length) {
      const place = this.box.scrollTop / this.#rowHeight;
      this.#rowHeight = height;
      while (this.#pool.length < needed) this.#add();
      this.forget();
      this.#top = -1;
      this.render();
      if (!this.follows) this.#scrollTo(place * height);
    }
    this.render();
  }

  #add() {
    const row = element('div', 'row');
    row.id = `row-${this.#pool.length}`;
    row.setAttribute('role', 'option');
    row.hidden = true;
    row.append(element('span', 'seq'), element('span', 'time'), element('span', 'kind'), element('span', 'text'));
    this.#pool.push(row);
    this.spacer.append(row);
  }

  #scrollTo(top) {
    this.box.scrollTop = top;
    this.#ownScroll = this.box.scrollTop;
  }

  #scrolled() {
    // A scroll of our own says nothing about what the reader wants.
    if (this.box.scrollTop !== this.#ownScroll) this.#checkFollows();
    this.#ownScroll = -1;
    this.render();
    this.on.scrolled();
  }

  #checkFollows() {
    const atEnd = this.box.scrollTop + this.box.clientHeight >= this.view.length * this.#rowHeight - this.#rowHeight / 2;
    if (atEnd === this.follows) return;
    this.follows = atEnd;
    this.on.followed(atEnd);
  }
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Each kind keeps its colour from one visit to the next: it comes from its name.

const slots = 10;
const own = ['started', 'ended', 'cpu', 'load', 'memory', 'disk', 'network', 'busiest', 'recording'];

export class Colours {
  #slots = new Map();
  #values = [];
  plain = {};

  constructor() { this.refresh(); }

  // Reads them from the style sheet, after the page turned light or dark.
  refresh() {
    const probe = document.createElement('i');
    probe.hidden = true;
    document.body.append(probe);
    const read = name => {
      probe.className = name;
      return getComputedStyle(probe).color;
    };
    this.#values = Array.from({ length: slots }, (_, i) => read(`k${i}`));
    this.plain = { ink: read('p-ink'), muted: read('p-muted'), rule: read('p-rule') };
    probe.remove();
  }

  of(kind) { return this.#values[this.#slot(kind)]; }
  classOf(kind) { return `k${this.#slot(kind)}`; }

  #slot(kind) {
    let slot = this.#slots.get(kind);
    if (slot !== undefined) return slot;
    slot = own.indexOf(kind);
    if (slot < 0) {
      let hash = 0;
      for (const c of kind) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
      const taken = new Set(this.#slots.values());
      slot = hash % slots;
      for (let tried = 0; tried < slots && taken.has(slot); tried++) slot = (slot + 1) % slots;
    }
    this.#slots.set(kind, slot);
    return slot;
  }
}

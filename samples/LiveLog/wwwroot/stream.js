// Follows a log by server-sent events. It reads the stream itself, and not through EventSource, because a log may hold kinds
// whose names nobody knows beforehand, and because a chunk of the stream is then one batch of entries.

const silenceMs = 60_000;
const longestDelayMs = 5_000;
const entryStart = /^\{"seq":(\d+),"ts":(-?\d+),"data":/;

// The events of a response, chunk by chunk, as arrays of { id, event, data }; also the server's wish for the delay.
export async function* readEvents(response, onRetry, onBytes) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let id = '', event = '', data = null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes?.(value.length);
    const text = rest + value;
    const events = [];
    let start = 0;
    for (let end; (end = text.indexOf('\n', start)) >= 0; start = end + 1) {
      const line = text.charCodeAt(end - 1) === 13 && end > start ? text.slice(start, end - 1) : text.slice(start, end);
      if (line === '') {
        if (data !== null) events.push({ id, event, data });
        event = '';
        data = null;
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const name = colon < 0 ? line : line.slice(0, colon);
      const content = colon < 0 ? '' : line.slice(line.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1);
      if (name === 'data') data = data === null ? content : data + '\n' + content;
      else if (name === 'event') event = content;
      else if (name === 'id') id = content;
      else if (name === 'retry' && /^\d+$/.test(content)) onRetry?.(Number(content));
    }
    rest = text.slice(start);
    yield events;
  }
}

// An entry as it is kept: its payload stays the text that came.
export function toEntry(event) {
  const start = entryStart.exec(event.data);
  return start && { seq: Number(start[1]), time: Number(start[2]), kind: event.event || 'entry', text: event.data.slice(start[0].length, -1) };
}

// The entries after `since` up to `until`, once.
export async function readRange(base, since, until, signal) {
  const stop = new AbortController();
  const response = await fetch(`${base}/events?since=${since}`, { signal: AbortSignal.any([signal, stop.signal]), headers: { Accept: 'text/event-stream' } });
  if (!response.ok) throw new Error(`The server answered ${response.status} to entries after ${since}.`);
  const found = [];
  if (response.status === 204) return found;
  try {
    for await (const events of readEvents(response)) {
      for (const event of events) {
        if (event.event.startsWith('log.')) continue;
        const entry = toEntry(event);
        if (!entry || entry.seq > until) return found;
        found.push(entry);
        if (entry.seq === until) return found;
      }
    }
    return found;
  } finally {
    stop.abort();
  }
}

// Follows from `cursor` for as long as the log is open and the page is there. The handlers:
// connected(info, away), entries(list, isReplay), replayed(count, ms), control(name, data), state(name, detail).
export class LogStream {
  #abort = new AbortController();
  #wake = null;
  #retryMs = 1_000;

  constructor(base, cursor, handlers) {
    this.base = base;
    this.cursor = cursor;
    this.handlers = handlers;
    addEventListener('online', () => this.#wake?.(), { signal: this.#abort.signal });
  }

  close() {
    this.#abort.abort();
    this.#wake?.();
  }

  async run() {
    let lostAt = null;
    for (let attempt = 0; !this.#abort.signal.aborted; attempt++) {
      let reason = 'the server ended the stream';
      try {
        const outcome = await this.#connect(lostAt, () => { attempt = 0; lostAt = null; });
        if (outcome === 'ended') return;
      } catch (error) {
        reason = error.message;
      }
      if (this.#abort.signal.aborted) return;
      lostAt ??= performance.now();
      const delay = Math.min(longestDelayMs, this.#retryMs * 1.5 ** Math.max(0, attempt - 1)) * (0.8 + Math.random() * 0.4);
      this.handlers.state('lost', { reason, delay, attempt });
      await new Promise(resolve => {
        this.#wake = resolve;
        setTimeout(resolve, delay);
      });
    }
  }

  async #connect(lostAt, connected) {
    if (lostAt === null) this.handlers.state('connecting');
    const silence = new AbortController();
    const signal = AbortSignal.any([this.#abort.signal, silence.signal]);
    let timer;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new Error('nothing was heard for a minute')), silenceMs);
    };
    heard();
    try {
      const began = performance.now();
      const described = await fetch(this.base, { signal, cache: 'no-store' });
      if (!described.ok) throw new Error(`the server answered ${described.status}`);
      const info = await described.json();
      const headers = { Accept: 'text/event-stream' };
      const resumes = this.resumes;
      if (resumes) headers['Last-Event-ID'] = String(this.cursor);
      const url = resumes ? `${this.base}/events` : `${this.base}/events?since=${this.cursor}`;
      const response = await fetch(url, { signal, headers, cache: 'no-store' });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      this.handlers.connected(info, lostAt === null ? null : performance.now() - lostAt);
      this.resumes = true;
      if (response.status === 204) {
        this.handlers.state('completed');
        return 'ended';
      }
      connected();
      let behind = info.lastSeq > this.cursor;
      let replayed = 0;
      this.handlers.state(behind ? 'replaying' : 'live');
      for await (const events of readEvents(response, ms => { this.#retryMs = ms; }, heard)) {
        let entries = [];
        const deliver = () => {
          if (entries.length > 0) this.handlers.entries(entries, info.lastSeq);
          entries = [];
        };
        for (const event of events) {
          if (event.event.startsWith('log.')) {
            deliver();
            const data = JSON.parse(event.data || 'null');
            this.handlers.control(event.event, data);
            if (event.event === 'log.completed') {
              this.handlers.state('completed');
              return 'ended';
            }
            // Another log than the one that was shown: whoever hears of it begins anew.
            if (event.event === 'log.rewound') return 'ended';
            continue;
          }
          const entry = toEntry(event);
          // What has been seen does not come twice, whatever a proxy may repeat.
          if (entry === null || entry.seq <= this.cursor) continue;
          this.cursor = entry.seq;
          entries.push(entry);
        }
        replayed += behind ? entries.length : 0;
        deliver();
        if (behind && this.cursor >= info.lastSeq) {
          behind = false;
          this.handlers.replayed(replayed, performance.now() - began);
          this.handlers.state('live');
        }
      }
      return 'cut';
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }
}

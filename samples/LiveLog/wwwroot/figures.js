// How fast it is: what came in a second, and how long an entry took from the append on the server to the paint here.

const kept = 500;
const rateSeconds = 10;

export class Figures {
  #arrivals = [];
  #delays = [];
  #next = 0;
  #began = performance.now();

  arrived(count) {
    this.#arrivals.push({ at: performance.now(), count });
  }

  // Called in a frame's callback: the paint is over when a task after it runs.
  painted(times) {
    if (times.length === 0) return;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.timeOrigin + performance.now();
      for (const time of times) {
        this.#delays[this.#next] = Math.max(0, now - time);
        this.#next = (this.#next + 1) % kept;
      }
    };
    channel.port2.postMessage(null);
  }

  get rate() {
    const now = performance.now();
    const seconds = Math.max(1, Math.min(rateSeconds, (now - this.#began) / 1_000));
    while (this.#arrivals.length && now - this.#arrivals[0].at > rateSeconds * 1_000) this.#arrivals.shift();
    return this.#arrivals.reduce((n, a) => n + a.count, 0) / seconds;
  }

  get samples() { return this.#delays.length; }

  // In ms; null before the first live entry.
  delay(share) {
    if (this.#delays.length === 0) return null;
    const sorted = this.#delays.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}

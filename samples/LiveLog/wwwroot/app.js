// The page: one log at a time, followed from where it was left.

import { LogStream, readRange } from './stream.js';
import { EntryStore, View, noteKind } from './store.js';
import { EntryList, element } from './list.js';
import { ActivityChart } from './chart.js';
import { Colours } from './colours.js';
import { Figures } from './figures.js';
import { parseJump } from './jump.js';
import { formatBytes, formatCount, formatDuration, formatTime, pieces, visible } from './entry.js';

const firstShown = 50_000;
const mostHeld = 250_000;
const ranges = [['2 min', 120_000], ['15 min', 900_000], ['2 h', 7_200_000], ['All', null]];

const $ = id => document.getElementById(id);
const parameters = new URLSearchParams(location.search);
const colours = new Colours();
const isStill = matchMedia('(prefers-reduced-motion: reduce)');

let page = null;
let isFramePending = false;

// What belongs to the log that is shown; another log gets another.
class Page {
  constructor(log) {
    this.log = log;
    this.base = `logs/${[log.project, log.log, log.key].filter(part => part).map(encodeURIComponent).join('/')}`;
    this.stop = new AbortController();
    this.store = new EntryStore();
    this.view = new View(this.store);
    this.figures = new Figures();
    this.firstKept = null;
    this.replayUntil = 0;
    this.paintedUntil = 0;
    this.filled = 0;
    this.losses = 0;
    const box = $('entries');
    $('spacer').remove();
    const fresh = box.cloneNode(false);
    const spacer = element('div', 'spacer');
    spacer.id = 'spacer';
    spacer.setAttribute('role', 'presentation');
    fresh.append(spacer);
    fresh.removeAttribute('aria-activedescendant');
    box.replaceWith(fresh);
    this.list = new EntryList(fresh, spacer, this.store, this.view, colours, {
      selected: index => showDetails(index),
      followed: () => draw(),
      scrolled: () => drawChartSoon(),
    });
    fresh.addEventListener('keydown', listKey);
    const canvas = $('canvas').cloneNode(false);
    $('canvas').replaceWith(canvas);
    this.chart = new ActivityChart(canvas, $('tip'), $('chart-scale'), this.store, this.view, colours, { goTo: time => goToTime(time) });
  }

  // Waits for a server that is not there yet, then begins near the log's end, or where the address says.
  async open() {
    let info = null;
    for (let attempt = 0; info === null; attempt++) {
      info = await fetch(this.base, { cache: 'no-store' }).then(r => r.ok ? r.json() : null, () => null);
      if (this !== page) return;
      if (info === null) {
        setState('lost', 'No answer from the server');
        await new Promise(resolve => setTimeout(resolve, 1_000));
      }
    }
    const since = Number(parameters.get('since') ?? NaN);
    const cursor = Number.isInteger(since) && since >= 0 ? since : info.count > firstShown ? info.lastSeq - firstShown : 0;
    this.described(info);
    this.stream = new LogStream(this.base, cursor, {
      connected: (now, away) => this.connected(now, away),
      entries: (list, lastReplayed) => this.take(list, lastReplayed),
      replayed: (count, ms) => {
        $('f-replayed').textContent = formatCount(count);
        $('f-replay-time').textContent = `in ${formatCount(ms)} ms`;
      },
      control: (name, data) => this.control(name, data),
      state: (name, detail) => this.state(name, detail),
    });
    await this.stream.run();
  }

  close() {
    this.stop.abort();
    this.stream?.close();
  }

  described(info) {
    this.firstKept = info.firstSeq;
    if (info.fault) notify(info.fault);
  }

  connected(info, away) {
    this.described(info);
    if (away === null) return;
    const missed = Math.max(0, info.lastSeq - Math.max(this.stream.cursor, info.firstSeq - 1));
    this.losses++;
    this.filled += missed;
    const told = missed === 0
      ? `Connection lost for ${formatDuration(away / 1_000)}; nothing was missed.`
      : `Connection lost for ${formatDuration(away / 1_000)}; ${plural(missed, 'entry', 'entries')} arrived while away, filled in below.`;
    if (missed > 0) this.store.note('away', told);
    notify(told, 8_000);
    drawSoon();
  }

  take(entries, lastReplayed) {
    for (const entry of entries) this.store.add(entry);
    this.replayUntil = lastReplayed;
    const isLive = entry => entry.seq > lastReplayed;
    this.figures.arrived(isLive(entries[0]) ? entries.length : entries.filter(isLive).length);
    if (this.store.length > mostHeld * 1.1) {
      const surplus = this.store.length - mostHeld;
      this.list.keepPlace(() => {
        this.store.dropFirst(surplus);
        this.view.shift(-surplus);
      });
    }
    drawSoon();
  }

  control(name, data) {
    const store = this.store;
    switch (name) {
      case 'log.truncated': {
        const { first } = data;
        const told = `Entries ${formatCount(this.stream.cursor + 1)} to ${formatCount(first - 1)} are gone: the log was truncated, and now begins at ${formatCount(first)}.`;
        store.note('gap', told);
        notify(told);
        break;
      }
      case 'log.rewound': {
        const told = `The log was set back, perhaps to a backup: it ended at ${formatCount(this.stream.cursor)} here and ends at ${formatCount(data.last)} now. It was read anew.`;
        openLog(this.log);
        notify(told);
        return;
      }
      case 'log.corrupt': {
        const told = `The log is damaged after ${formatCount(data.seq - 1)}; what is damaged is passed over.`;
        store.note('gap', told);
        notify(`${told} ${data.cause}`);
        break;
      }
    }
    drawSoon();
  }

  complete() {
    this.store.note('done', `The log is completed: nothing comes after ${formatCount(this.stream.cursor)}.`);
  }

  state(name, detail) {
    switch (name) {
      case 'connecting': setState('connecting', 'Connecting'); break;
      case 'replaying': setState('replaying', 'Replaying'); break;
      case 'live': setState('live', 'Live'); break;
      case 'completed':
        setState('completed', 'Completed');
        this.complete();
        break;
      case 'lost':
        setState('lost', `Connection lost, trying again${detail.attempt > 1 ? ` (${detail.attempt})` : ''}`);
        $('state').title = detail.reason;
        break;
    }
    drawSoon();
  }

  // Times of the live entries that this frame is the first to show.
  firstPainted() {
    const { store, list, view } = this;
    const times = [];
    const [first, last] = list.visibleRange;
    for (let at = last; at >= first; at--) {
      const index = view.at(at);
      const seq = store.seqs[index];
      if (seq <= this.paintedUntil) break;
      if (store.kinds[index] !== noteKind && seq > this.replayUntil) times.push(store.times[index]);
    }
    this.paintedUntil = Math.max(this.paintedUntil, store.lastSeq);
    return times;
  }
}

function drawSoon() {
  if (isFramePending) return;
  isFramePending = true;
  requestAnimationFrame(() => {
    isFramePending = false;
    draw();
    if (page) page.figures.painted(page.firstPainted());
  });
}

function draw() {
  if (!page) return;
  const { store, view, list } = page;
  view.extend();
  list.render();
  $('empty').hidden = view.length > 0;
  if (view.length === 0) $('empty').textContent = store.length === 0 ? 'Waiting for the first entry.' : 'No entry matches the filter.';
  const catchUp = $('catch-up');
  const waiting = view.waiting;
  catchUp.hidden = view.pausedAt === null && (list.follows || view.length === 0);
  catchUp.textContent = view.pausedAt === null ? 'To the newest' : waiting === 0 ? 'Paused' : `Paused · ${formatCount(waiting)} waiting · catch up`;
}

// What may lag a little: numbers, chips, and the chart.
let chartDrawn = 0;
function drawChartSoon() {
  if (performance.now() - chartDrawn > 100) drawChart();
}

function drawChart() {
  if (!page || document.hidden) return;
  chartDrawn = performance.now();
  const { store, view, list, chart } = page;
  const [first, last] = list.visibleRange;
  chart.seen = last >= first && last >= 0 ? [store.times[view.at(first)], store.times[view.at(last)]] : null;
  chart.draw();
}

function drawFigures() {
  if (!page) return;
  const { store, figures, list } = page;
  setText('f-rate', figures.rate.toFixed(1));
  const ms = share => (value => value === null ? '–' : `${formatCount(value)} ms`)(figures.delay(share));
  setText('f-p50', ms(0.5));
  setText('f-p99', ms(0.99));
  setText('f-held', formatCount(store.entryCount));
  setText('f-rows', formatCount(list.rows));
  setText('f-filled', formatCount(page.filled));
  setText('f-losses', page.losses === 0 ? '' : `in ${plural(page.losses, 'loss', 'losses')}`);
  const kept = page.firstKept < store.firstSeq ? `, kept from ${formatCount(page.firstKept)}` : '';
  setText('facts', store.length === 0 ? '' : `${formatCount(store.firstSeq)} to ${formatCount(store.lastSeq)}${kept}`);
  drawKinds();
}

function setText(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function drawKinds() {
  const { store, view } = page;
  const group = $('kinds');
  store.kindNames.forEach((name, kind) => {
    if (kind === noteKind) return;
    let chip = [...group.children].find(c => c.dataset.kind === name);
    if (!chip) {
      chip = element('button', 'chip');
      chip.type = 'button';
      chip.dataset.kind = name;
      chip.append(element('i', `dot ${colours.classOf(name)}`), element('span', '', visible(name).slice(0, 40)), element('b'));
      chip.addEventListener('click', event => toggleKind(name, event.shiftKey));
      group.append(chip);
    }
    const isShown = !view.hidden.has(name);
    if (chip.ariaPressed !== String(isShown)) chip.ariaPressed = String(isShown);
    const count = formatCount(store.kindCounts[kind]);
    if (chip.lastChild.textContent !== count) chip.lastChild.textContent = count;
  });
}

function toggleKind(name, only) {
  const { view, store, list } = page;
  list.keepPlace(() => {
    const others = store.kindNames.slice(1).filter(n => n !== name);
    if (only) view.hidden = others.every(n => view.hidden.has(n)) && !view.hidden.has(name) ? new Set() : new Set(others);
    else if (!view.hidden.delete(name)) view.hidden.add(name);
    view.rebuild();
  });
  drawKinds();
  draw();
  drawChart();
  say(`${formatCount(view.length)} rows shown.`);
}

let filterTimer = 0;
$('filter').addEventListener('input', () => {
  clearTimeout(filterTimer);
  filterTimer = setTimeout(applyFilter, 120);
});

function applyFilter() {
  clearTimeout(filterTimer);
  if (!page || page.view.text === $('filter').value) return;
  page.list.keepPlace(() => page.view.setText($('filter').value));
  draw();
  drawChart();
  say(`${formatCount(page.view.length)} rows match.`);
}

function setPaused(isPaused) {
  const { view, list, store } = page;
  if (isPaused === (view.pausedAt !== null)) return;
  view.pausedAt = isPaused ? store.length : null;
  if (isPaused) {
    list.follows = false;
  } else {
    view.extend();
    list.goToEnd();
  }
  $('pause').ariaPressed = String(isPaused);
  $('pause').textContent = isPaused ? 'Resume' : 'Pause';
  draw();
  drawChart();
  say(isPaused ? 'Paused.' : 'Following.');
}

function toNewest() {
  if (page.view.pausedAt !== null) setPaused(false);
  else page.list.goToEnd();
  draw();
  drawChart();
}

async function goTo(where) {
  if (where.seq !== undefined) await goToSeq(where.seq);
  else await goToTime(where.time);
}

async function goToSeq(seq) {
  const shown = page;
  const { store } = shown;
  if (store.length === 0) return note('There is no entry yet.');
  if (seq < store.firstSeq && store.firstSeq > shown.firstKept && !await loadOlder(shown, Math.max(seq, shown.firstKept))) return;
  if (shown !== page) return;
  const index = store.indexOfSeq(seq);
  if (index >= store.length) return note(`${formatCount(seq)} is not there yet: the log ends at ${formatCount(store.lastSeq)}.`);
  const found = goToIndex(index);
  const at = store.seqs[found];
  note(at === seq ? '' : seq < shown.firstKept || seq < store.firstSeq || isGap(index, seq)
    ? `${formatCount(seq)} is no longer kept; this is ${formatCount(at)}.`
    : `${formatCount(seq)} is hidden by the filter; this is ${formatCount(at)}.`);
}

function isGap(index, seq) { return page.store.seqs[index] !== seq; }

async function goToTime(time) {
  const shown = page;
  const { store } = shown;
  if (store.length === 0) return note('There is no entry yet.');
  if (time < store.times[0] && store.firstSeq > shown.firstKept) {
    try {
      const place = await (await fetch(`${shown.base}/at/${Math.floor(time)}`)).json();
      if (place.seq !== null && place.seq < store.firstSeq && !await loadOlder(shown, place.seq)) return;
    } catch (error) {
      return note(`The server could not say where that is: ${error.message}`);
    }
  }
  if (shown !== page) return;
  const index = store.indexOfTime(time);
  if (index >= store.length) {
    goToIndex(store.length - 1);
    return note(`The last entry is of ${formatTime(store.times[store.length - 1], true)}.`);
  }
  goToIndex(index);
  note('');
}

// What is before the entries held comes from the server, and is put before them.
async function loadOlder(shown, fromSeq) {
  const { store } = shown;
  const missing = store.firstSeq - fromSeq;
  if (missing + store.length > mostHeld) {
    note(`${formatCount(fromSeq)} is ${formatCount(missing)} entries back: a page holds ${formatCount(mostHeld)}. The address with &since=${fromSeq - 1} begins there.`);
    return false;
  }
  note(`Reading ${formatCount(missing)} earlier entries…`);
  try {
    const since = Math.max(0, fromSeq - 1 - 200);
    const older = await readRange(shown.base, since < shown.firstKept ? 0 : since, store.firstSeq - 1, shown.stop.signal);
    if (shown !== page || older.length === 0) return shown === page;
    shown.list.keepPlace(() => {
      store.prepend(older);
      store.dropped -= older.length;
      shown.view.shift(older.length);
    });
    return true;
  } catch (error) {
    note(`The earlier entries could not be read: ${error.message}`);
    return false;
  }
}

function goToIndex(index) {
  const { view, list, store } = page;
  if (view.length === 0) return index;
  // Notes of the page itself are not what somebody looks for.
  let at = Math.min(view.length - 1, view.positionOf(index));
  while (at < view.length - 1 && store.kinds[view.at(at)] === noteKind) at++;
  list.goTo(at);
  draw();
  drawChart();
  list.box.focus({ preventScroll: true });
  say(`Entry ${store.seqs[view.at(at)]}.`);
  return view.at(at);
}

function note(text) {
  $('jump-note').hidden = text === '';
  $('jump-note').textContent = text;
  if (text) say(text);
}

$('jump-form').addEventListener('submit', event => {
  event.preventDefault();
  if ($('jump').value.trim() === '') return note('');
  const where = parseJump($('jump').value);
  if (where === null) note('A seq (4711), a time (14:03:22, 2026-11-23 14:03) or how long ago (-5m) is understood.');
  else goTo(where);
});

function showDetails(index) {
  const { store } = page;
  const isNote = store.kinds[index] === noteKind;
  $('details').hidden = isNote;
  if (isNote) return;
  $('d-title').textContent = `Entry ${formatCount(store.seqs[index])}`;
  $('d-kind').replaceChildren(element('i', `dot ${colours.classOf(store.kindNames[store.kinds[index]])}`), visible(store.kindNames[store.kinds[index]]).slice(0, 200));
  $('d-time').textContent = formatTime(store.times[index], true);
  $('d-size').textContent = formatBytes(new TextEncoder().encode(store.texts[index]).length);
  $('d-json').replaceChildren(...pieces(store.texts[index]).map(piece => piece.kind ? element('span', piece.kind, piece.text) : piece.text));
  $('d-json').scrollTop = 0;
}

function closeDetails() {
  if ($('details').hidden) return false;
  const hadFocus = $('details').contains(document.activeElement);
  $('details').hidden = true;
  page.list.unselect();
  if (hadFocus) page.list.box.focus();
  return true;
}

async function copySelected() {
  const { store, list, view } = page;
  const at = list.selectedPosition;
  if (at < 0) return say('No entry is selected.');
  try {
    await navigator.clipboard.writeText(store.line(view.at(at)));
    flash('Copied');
  } catch {
    flash('The browser did not allow it');
  }
}

function flash(text) {
  $('d-copy').textContent = text;
  say(text);
  setTimeout(() => { $('d-copy').textContent = 'Copy'; }, 1_500);
}

function listKey(event) {
  const { list, view } = page;
  if (event.ctrlKey || event.metaKey || event.altKey || view.length === 0) return;
  const [first, last] = list.visibleRange;
  const now = list.selectedPosition;
  const from = now >= 0 ? now : event.key === 'ArrowDown' || event.key === 'PageDown' ? first - 1 : last + 1;
  const to = {
    ArrowUp: from - 1, ArrowDown: from + 1, PageUp: from - list.pageSize, PageDown: from + list.pageSize, Home: 0, End: view.length - 1,
  }[event.key];
  if (to !== undefined) {
    list.select(to);
    if (event.key === 'End' && view.pausedAt === null) list.goToEnd();
    draw();
    drawChartSoon();
  } else if (event.key === 'Enter' && now >= 0) {
    showDetails(view.at(now));
    $('d-json').focus();
  } else {
    return;
  }
  event.preventDefault();
}

document.addEventListener('keydown', event => {
  if (!page || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (target.closest('dialog')) return;
  if (event.key === 'Escape') {
    if (target === $('filter') && $('filter').value !== '') {
      $('filter').value = '';
      applyFilter();
    } else if (!closeDetails() && target.matches('input')) {
      page.list.box.focus();
    }
    return;
  }
  if (target.matches('input, select')) {
    if (event.key === 'ArrowDown' && target === $('filter')) page.list.box.focus();
    return;
  }
  if (event.key === ' ' && target.matches('button')) return;
  const act = {
    '/': () => $('filter').focus(),
    ' ': () => setPaused(page.view.pausedAt === null),
    g: () => { $('jump').focus(); $('jump').select(); },
    c: () => copySelected(),
    t: () => turnTheme(),
    '?': () => $('keys').showModal(),
    End: () => toNewest(),
    Home: () => { page.list.follows = false; page.list.select(0); draw(); },
  }[event.key];
  if (!act || event.defaultPrevented) return;
  event.preventDefault();
  act();
});

function setState(state, text) {
  const before = $('state').dataset.state;
  $('state').dataset.state = state;
  $('state').title = '';
  setText('state-text', text);
  if (before !== state && state !== 'connecting' && state !== 'replaying') say(text);
  if (page) page.chart.isLive = state === 'live' || state === 'lost' || state === 'replaying';
}

let noticeTimer = 0;
function notify(text, forMs = 0) {
  clearTimeout(noticeTimer);
  $('notice').hidden = text === '';
  $('notice-text').textContent = text;
  if (text) say(text);
  if (forMs) noticeTimer = setTimeout(() => { $('notice').hidden = true; }, forMs);
}

function say(text) { $('said').textContent = text; }
function plural(n, one, many) { return `${formatCount(n)} ${n === 1 ? one : many}`; }

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function turnTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  try { localStorage.setItem('theme', document.documentElement.dataset.theme); } catch { /* The choice lasts as long as the page. */ }
  themeTurned();
}

function themeTurned() {
  $('theme').textContent = isDark() ? 'Light' : 'Dark';
  $('theme').setAttribute('aria-label', isDark() ? 'Turn light' : 'Turn dark');
  colours.refresh();
  drawChart();
}

function openLog(log) {
  page?.close();
  closeDetails();
  notify('');
  note('');
  $('kinds').replaceChildren();
  $('f-replayed').textContent = '–';
  $('f-replay-time').textContent = '';
  $('pause').ariaPressed = 'false';
  $('pause').textContent = 'Pause';
  page = new Page(log);
  if ($('filter').value) page.view.setText($('filter').value);
  const address = new URLSearchParams({ project: log.project, log: log.log });
  if (log.key) address.set('key', log.key);
  if (parameters.has('since')) address.set('since', parameters.get('since'));
  history.replaceState(null, '', `?${address}`);
  document.title = `${log.key ?? log.log} · ${log.project} · Ledgerline`;
  drawRanges();
  draw();
  page.open();
}

const nameOf = log => [log.project, log.log, log.key].filter(part => part).join(' / ');

async function listLogs() {
  const wanted = { project: parameters.get('project'), log: parameters.get('log'), key: parameters.get('key') };
  for (;;) {
    try {
      const logs = await (await fetch('logs', { cache: 'no-store' })).json();
      let chosen = logs.find(l => l.project === wanted.project && l.log === wanted.log && (l.key ?? null) === wanted.key);
      if (!chosen && wanted.project && wanted.log) {
        chosen = wanted;
        logs.unshift(chosen);
      }
      chosen ??= logs.toSorted((a, b) => (b.lastTime ?? 0) - (a.lastTime ?? 0))[0];
      if (chosen) {
        $('log').replaceChildren(...logs.map(log => new Option(nameOf(log), nameOf(log), false, log === chosen)));
        $('log').onchange = () => {
          parameters.delete('since');
          openLog(logs[$('log').selectedIndex]);
        };
        openLog(chosen);
        return;
      }
      setState('connecting', 'No log yet');
    } catch {
      setState('lost', 'No answer from the server');
    }
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
}

let range = ranges[0];
function drawRanges() {
  $('range').replaceChildren(...ranges.map(choice => {
    const button = element('button', '', choice[0]);
    button.type = 'button';
    button.ariaPressed = String(choice === range);
    button.addEventListener('click', () => {
      range = choice;
      for (const other of $('range').children) other.ariaPressed = String(other === button);
      page.chart.rangeMs = range[1];
      drawChart();
    });
    return button;
  }));
  page.chart.rangeMs = range[1];
}

$('pause').addEventListener('click', () => setPaused(page.view.pausedAt === null));
$('catch-up').addEventListener('click', () => { toNewest(); page.list.box.focus(); });
$('notice-close').addEventListener('click', () => notify(''));
$('d-close').addEventListener('click', () => { closeDetails(); page.list.box.focus(); });
$('d-copy').addEventListener('click', copySelected);
$('help').addEventListener('click', () => $('keys').showModal());
$('theme').addEventListener('click', turnTheme);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', themeTurned);
document.addEventListener('visibilitychange', () => { if (!document.hidden) drawSoon(); });

try { if (localStorage.getItem('theme')) document.documentElement.dataset.theme = localStorage.getItem('theme'); } catch { /* The system's. */ }
themeTurned();
setInterval(() => { drawFigures(); }, 500);
setInterval(() => { drawChart(); }, isStill.matches ? 2_000 : 250);
listLogs();

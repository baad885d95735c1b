// Where somebody wants to go: "4711" or "#4711" is a seq, "14:03", "2026-11-23 14:03:22.5" and "-5m" are times.

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function parseJump(text, now = Date.now()) {
  const wanted = text.trim();
  let match = /^#?(\d+)$/.exec(wanted);
  if (match) return { seq: Number(match[1]) };
  match = /^-\s*(\d+(?:\.\d+)?)\s*([smhd])\w*$/i.exec(wanted);
  if (match) return { time: now - Number(match[1]) * unitMs[match[2].toLowerCase()] };
  match = /^(?:(\d{4})-(\d\d?)-(\d\d?)[ T])?(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?$/.exec(wanted);
  if (!match) return null;
  const [, year, month, day, hours, minutes, seconds = '0', fraction = '0'] = match;
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const time = new Date(now);
  if (year) time.setFullYear(Number(year), Number(month) - 1, Number(day));
  time.setHours(Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0')));
  // A time of day that is still to come was yesterday's.
  if (!year && time > now) time.setDate(time.getDate() - 1);
  return { time: time.getTime() };
}

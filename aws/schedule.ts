/**
 * The schedules of Secrets Manager: `rate(30 days)`, `cron(0 8 1 * ? *)`.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 */

const HOURS = 24;

/** The longest pause between two times of a schedule, in days; undefined when it is no schedule. */
export function longestPause(expression: string): number | undefined {
  const text = expression.trim();
  const rate = /^rate\(\s*([1-9]\d{0,5})\s+(hours?|days?)\s*\)$/.exec(text);
  if (rate) {
    const count = Number(rate[1]);
    return rate[2]?.startsWith("hour") ? count / HOURS : count;
  }
  const cron = /^cron\(([^()]{1,200})\)$/.exec(text)?.[1];
  return cron === undefined ? undefined : pauseOfCron(cron.trim().split(/\s+/));
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Four years hold every length of a month and, after the first match, every pause that recurs. */
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 4 * 365 + 1;
const DAY = 86_400_000;

/** Fields: minutes (0), hours, day of month, month, day of week, year (any). Only days matter for the pause, in whole days. */
function pauseOfCron(fields: readonly string[]): number | undefined {
  const [minutes, hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6 || minutes !== "0" || year !== "*" || !valuesOf(hours, 0, 23, [])) {
    return undefined;
  }
  const months = valuesOf(month, 1, 12, MONTHS);
  const isDay = dayOfMonth === "?" ? weekdayMatcher(dayOfWeek) : monthDayMatcher(dayOfMonth);
  if (!months || !isDay) {
    return undefined;
  }
  const days: number[] = [];
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(FIRST_DAY + day * DAY);
    if (months.has(date.getUTCMonth() + 1) && isDay(date)) {
      days.push(day);
    }
  }
  const pauses = days.slice(1).map((day, index) => day - (days[index] ?? 0));
  return pauses.length === 0 ? undefined : Math.max(...pauses);
}

function monthDayMatcher(field: string): ((date: Date) => boolean) | undefined {
  if (field === "L") {
    return isLastOfMonth;
  }
  const days = valuesOf(field, 1, 31, []);
  return days && ((date) => days.has(date.getUTCDate()));
}

function weekdayMatcher(field: string): ((date: Date) => boolean) | undefined {
  const [, name = "", , nth] = /^([A-Z]{3}|[1-7])(#([1-5])|L)$/.exec(field) ?? [];
  const weekday = valuesOf(name, 1, 7, WEEKDAYS);
  if (name !== "" && weekday) {
    return (date) =>
      weekday.has(date.getUTCDay() + 1) &&
      (nth === undefined ? isInLastWeek(date) : Math.ceil(date.getUTCDate() / 7) === Number(nth));
  }
  const days = valuesOf(field === "L" ? "7" : field, 1, 7, WEEKDAYS);
  return days && ((date) => days.has(date.getUTCDay() + 1));
}

function isLastOfMonth(date: Date): boolean {
  return new Date(date.getTime() + DAY).getUTCDate() === 1;
}

function isInLastWeek(date: Date): boolean {
  return new Date(date.getTime() + 7 * DAY).getUTCDate() <= 7;
}

/** The values of a field: `*`, `1,15`, `MON-FRI`, `1/7`, `/8`; undefined when it is not one. */
function valuesOf(field: string, from: number, to: number, names: readonly string[]): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const range = rangeOf(part, from, to, names);
    if (!range) {
      return undefined;
    }
    for (let value = range.first; value <= range.last; value += range.step) {
      values.add(value);
    }
  }
  return values;
}

function rangeOf(
  part: string,
  from: number,
  to: number,
  names: readonly string[],
): { readonly first: number; readonly last: number; readonly step: number } | undefined {
  const [, start = "", end, every] =
    /^(\*|\w{1,3})(?:-(\w{1,3}))?(?:\/(\d{1,3}))?$/.exec(part.replace(/^\//, "*/")) ?? [];
  const number = (text: string): number =>
    names.includes(text.toUpperCase())
      ? names.indexOf(text.toUpperCase()) + 1
      : /^\d+$/.test(text)
        ? Number(text)
        : NaN;
  const step = every === undefined ? 1 : Number(every);
  const first = start === "*" ? from : number(start);
  const isOpen = start === "*" || every !== undefined;
  const last = end !== undefined ? number(end) : isOpen ? to : first;
  return first >= from && last <= to && first <= last && step > 0 ? { first, last, step } : undefined;
}

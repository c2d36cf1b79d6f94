import { walk } from '../../lint/expressions.ts';
import { statementsOf } from '../../migrations/sql-statements.ts';

/** The day that the seed is run on, as it thinks, for examples that stay the same. */
export const seedDay = '2024-01-01';

const days = /\d{4}-\d\d-\d\d/g;

/** Ten years of whole weeks before, so that what follows from the day of the week stays. */
const between = 3640;

/** The other day. What differs by so many days was made of the day of the seed. */
export const otherDay = movedBack(seedDay);

/** A text with each of its days so many days before. */
export function movedBack(text: string): string {
  return text.replaceAll(days, (day) => {
    const moved = new Date(`${day}T00:00Z`);
    moved.setUTCDate(moved.getUTCDate() - between);
    return Number.isNaN(moved.getTime()) ? day : moved.toISOString().slice(0, 10);
  });
}

/** The days that a text names. */
export function daysIn(text: string): readonly string[] {
  return text.match(days) ?? [];
}

/**
 * SQL that takes a day for today, and whose `random()` gives the same each time. A clock within a
 * string, such as the body of a `do` block, stays.
 */
export async function onDay(sql: string, day: string): Promise<string> {
  const places = new Set<number>();
  for (const { tree } of await statementsOf(sql)) {
    walk(tree, (type, { location }) => {
      if (clocks.has(type) && typeof location === 'number') places.add(location);
    });
  }
  // the parser counts bytes: in latin1 each is a character
  const text = Buffer.from(sql, 'utf8').toString('latin1');
  let [moved, end] = ['set seed = 0;', 0];
  for (const place of [...places].toSorted((one, other) => one - other)) {
    clock.lastIndex = place;
    const found = clock.exec(text);
    if (!found) continue;
    moved += text.slice(end, place) + literal((found[1] ?? found[2] ?? '').toLowerCase(), day);
    end = place + found[0].length;
  }
  return Buffer.from(moved + text.slice(end), 'latin1').toString('utf8');
}

const clocks = new Set(['SQLValueFunction', 'FuncCall']);

const clock =
  /(?:pg_catalog\s*\.\s*)?(?:(now|(?:transaction|statement|clock)_timestamp)\s*\(\s*\)|(current_date|(?:current_|local)time(?:stamp)?)\b(?:\s*\(\s*\d+\s*\))?)/iy;

/** What a clock says at noon of a day. */
function literal(name: string, day: string): string {
  if (name === 'current_date') return `date '${day}'`;
  if (name === 'current_time') return `timetz '12:00+00'`;
  if (name === 'localtime') return `time '12:00'`;
  if (name === 'localtimestamp') return `timestamp '${day} 12:00'`;
  return `timestamptz '${day} 12:00+00'`;
}

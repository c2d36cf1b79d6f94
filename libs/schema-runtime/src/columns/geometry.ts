import { textLike } from './text-like.ts';

// Postgres's geometric types, which JSON has as texts. Calls are marked as pure, so a bundler
// leaves out unused schemas.

/** A number as a pattern: the parts of the types below are made of it, and of places. */
const number = '(?:-?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|Infinity)|NaN)';
const place = `\\(${number},${number}\\)`;

/** A text whose numbers Postgres can store: neither too large nor nearly 0. */
function shape(
  what: string,
  pattern: string,
  isShape: (numbers: number[]) => boolean = () => true,
) {
  const whole = new RegExp(`^${pattern}$`);
  const each = new RegExp(number, 'g');
  return textLike(what, (value) => {
    if (!whole.test(value)) return false;
    const texts = value.match(each) ?? [];
    const kept = texts.every((text) => /[IN]/.test(text) || isKept(text));
    return kept && isShape(texts.map(Number));
  });
}

function isKept(text: string): boolean {
  const value = Math.abs(Number(text));
  return Number.isFinite(value) && (value >= 2.3e-308 || /^-?[0.]+(?:e|$)/.test(text));
}

/** `point` */
export const point = /* @__PURE__ */ shape('a point such as (1,2.5)', place);

/** `line`: A, B and C of Ax + By + C = 0, where A and B are not both 0. */
export const line = /* @__PURE__ */ shape(
  'a line such as {1,-1,0}',
  `\\{${number},${number},${number}\\}`,
  // Postgres treats values this near to 0 as 0
  ([a = 0, b = 0]) => Math.abs(a) > 1e-6 || Math.abs(b) > 1e-6,
);

/** `lseg`: its two ends. */
export const lseg = /* @__PURE__ */ shape(
  'a line segment such as [(0,0),(1,1)]',
  `\\[${place},${place}\\]`,
);

/** `box`: two opposite corners. */
export const box = /* @__PURE__ */ shape('a box such as (1,1),(0,0)', `${place},${place}`);

/** `path`: open in brackets, closed in parentheses. */
export const path = /* @__PURE__ */ shape(
  'a path such as [(0,0),(1,1)]',
  `(?:\\[${place}(?:,${place})*\\]|\\(${place}(?:,${place})*\\))`,
);

/** `polygon` */
export const polygon = /* @__PURE__ */ shape(
  'a polygon such as ((0,0),(1,1),(1,0))',
  `\\(${place}(?:,${place})*\\)`,
);

/** `circle`: its centre and its radius. */
export const circle = /* @__PURE__ */ shape(
  'a circle such as <(0,0),1>',
  `<${place},${number}>`,
  ([, , radius = 0]) => !(radius < 0),
);

import { whyNotText } from '../columns/text.ts';

/**
 * Levels of lists and objects in each other. JavaScript engines read a few thousand at most,
 * phones fewer, and Postgres gives up at its `max_stack_depth`.
 */
export const deepest = 500;

interface Problem {
  readonly path: PropertyKey[];
  readonly message: string;
}

function at(message: string): Problem {
  return { path: [], message };
}

/**
 * The first thing in a value that is no JSON, and where it is. JSON is the part of values that
 * `JSON.stringify` keeps unchanged: no NaN, no Date, no `undefined` in a list, and only text that
 * Postgres can store. An `undefined` property is left out, as `Json` has it.
 *
 * @param levels of lists and objects in each other, at most
 */
export function findNoJson(value: unknown, levels: number): Problem | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : at(`JSON has no ${value}`);
    case 'string': {
      const why = whyNotText(value);
      return why === undefined ? undefined : at(`the text holds ${why}`);
    }
    case 'object':
      if (value === null) return undefined;
      // this also ends a value that contains itself
      if (levels === 0) return at(`nested deeper than ${deepest} levels`);
      return Array.isArray(value) ? findInList(value, levels - 1) : findInObject(value, levels - 1);
    default:
      return at(`expected JSON, got ${value === undefined ? 'nothing' : `a ${typeof value}`}`);
  }
}

function findInList(list: readonly unknown[], levels: number): Problem | undefined {
  // not forEach, which passes over holes: JSON.stringify would write null there
  for (let index = 0; index < list.length; index += 1) {
    const problem = findNoJson(list[index], levels);
    if (problem) return { ...problem, path: [index, ...problem.path] };
  }
  return undefined;
}

function findInObject(object: object, levels: number): Problem | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  // an object of another window or sandbox has another Object.prototype
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return at('expected JSON, got an object of a class');
  }
  for (const [key, value] of Object.entries(object)) {
    // JSON.stringify leaves it out, whatever its key
    if (value === undefined) continue;
    const why = whyNotText(key);
    if (why !== undefined) return at(`a key holds ${why}`);
    const problem = findNoJson(value, levels);
    if (problem) return { ...problem, path: [key, ...problem.path] };
  }
  return undefined;
}

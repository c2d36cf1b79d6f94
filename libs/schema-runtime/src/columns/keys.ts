import * as z from 'zod';

/** A column that Postgres computes or counts up itself: an INSERT or UPDATE leaves it out. */
export const computed = /* @__PURE__ */ z.never({
  error: 'Postgres writes this column itself: leave it out',
});

/**
 * Makes a strict object say `orders has no column "totl"` of an unknown key.
 *
 * @param owner the table of the columns, or the function of the arguments
 */
export function noSuch(what: 'column' | 'argument', owner: string): { error: z.core.$ZodErrorMap } {
  return {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys')
        return `expected an object with the ${what}s of ${owner}`;
      return `${owner} has no ${what} ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    },
  };
}

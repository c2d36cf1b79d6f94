import type * as z from 'zod';

/** Makes an unknown key of a row's schema say: `session_logs has no column "session_rp"`. */
export function noSuchColumn(table: string): { error: z.core.$ZodErrorMap } {
  return {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        const names = issue.keys.map((name) => JSON.stringify(name)).join(', ');
        return `${table} has no column ${names}`;
      }
      return `expected an object with the columns of ${table}`;
    },
  };
}

import type * as z from 'zod';

/** Makes an unknown argument of a function say: `start_program has no argument "weeks"`. */
export function noSuchArgument(name: string): { error: z.core.$ZodErrorMap } {
  return {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        const names = issue.keys.map((key) => JSON.stringify(key)).join(', ');
        return `${name} has no argument ${names}`;
      }
      return `expected an object with the arguments of ${name}`;
    },
  };
}

/** The Data API's description of itself, in one line of JSON. */
export interface Served {
  readonly url: string;
  /** Unknown for a `supabase start` stack. */
  readonly publishableKey?: string;
  readonly servedBy: 'this' | 'another' | 'supabase';
}

/**
 * Reads the line that `db-schema:serve --output-format=json` prints.
 *
 * @throws Error for another line
 */
export function readServed(line: string): Served {
  const served: unknown = JSON.parse(line);
  if (isServed(served)) return served;
  throw new Error(`The Data API printed what this command does not understand: ${line}`);
}

function isServed(value: unknown): value is Served {
  return (
    typeof value === 'object' &&
    value !== null &&
    'url' in value &&
    typeof value.url === 'string' &&
    'servedBy' in value &&
    (!('publishableKey' in value) || typeof value.publishableKey === 'string')
  );
}

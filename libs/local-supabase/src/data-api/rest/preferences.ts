import { type Catalogue, settingOf } from './catalogue/catalogue.ts';
import { Refused } from './refused.ts';

/** The preferences of the header Prefer. The first of conflicting ones counts. */
export interface Preferences {
  readonly resolution?: 'merge-duplicates' | 'ignore-duplicates' | undefined;
  readonly return?: 'representation' | 'minimal' | 'headers-only' | undefined;
  readonly count?: 'exact' | 'planned' | 'estimated' | undefined;
  readonly tx?: 'commit' | 'rollback' | undefined;
  readonly missing?: 'default' | 'null' | undefined;
  readonly handling?: 'strict' | 'lenient' | undefined;
  readonly timezone?: string | undefined;
  readonly maxAffected?: bigint | undefined;
  /** The unknown ones. */
  readonly invalid: readonly string[];
}

const known = {
  resolution: ['merge-duplicates', 'ignore-duplicates'],
  return: ['representation', 'minimal', 'headers-only'],
  count: ['exact', 'planned', 'estimated'],
  tx: ['commit', 'rollback'],
  missing: ['default', 'null'],
  handling: ['strict', 'lenient'],
} as const;

const accepted = new Set(
  Object.entries(known).flatMap(([name, values]) => values.map((value) => `${name}=${value}`)),
);

export function parsePreferences(header: string | null): Preferences {
  const given = (header ?? '').split(',').map((one) => one.trim());
  const first = <Value extends string>(name: string, values: readonly Value[]) =>
    given.map((one) => values.find((value) => one === `${name}=${value}`)).find(Boolean);
  const after = (prefix: string) =>
    given.find((one) => one.startsWith(prefix))?.slice(prefix.length);
  const timezone = after('timezone=');
  const isZone = timezone !== undefined && isTimezone(timezone);
  const maxAffected = after('max-affected=');
  return {
    resolution: first('resolution', known.resolution),
    return: first('return', known.return),
    count: first('count', known.count),
    tx: first('tx', known.tx),
    missing: first('missing', known.missing),
    handling: first('handling', known.handling),
    timezone: isZone ? timezone : undefined,
    maxAffected: /^-?\d+$/.test(maxAffected ?? '') ? BigInt(maxAffected ?? 0) : undefined,
    invalid: given.filter(
      (one) =>
        one !== '' &&
        !accepted.has(one) &&
        !one.startsWith('max-affected=') &&
        !(isZone && one === `timezone=${timezone}`),
    ),
  };
}

/** Whether Postgres knows a time zone, by its name in the tz database. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * Refuses unknown preferences, if the request asks for that.
 *
 * @throws Refused PGRST122
 */
export function checkPreferences({ handling, invalid }: Preferences): void {
  if (handling !== 'strict' || invalid.length === 0) return;
  throw new Refused(400, {
    code: 'PGRST122',
    message: 'Invalid preferences given with handling=strict',
    details: `Invalid preferences: ${invalid.join(', ')}`,
  });
}

/** How a transaction ends, and whether the client chose it. */
export interface End {
  readonly by: 'commit' | 'rollback';
  readonly isChosen: boolean;
}

/**
 * The end according to the setting db_tx_end. It may leave that to the client; hosted projects do
 * not.
 */
export function endOf({ tx }: Preferences, catalogue: Catalogue): End {
  const [usual, ...more] = (settingOf(catalogue, 'tx_end') ?? 'commit').split('-');
  const isChosen = tx !== undefined && more.join('-') === 'allow-override';
  if (isChosen) return { by: tx, isChosen };
  return { by: usual === 'rollback' ? 'rollback' : 'commit', isChosen };
}

/** The header Preference-Applied of an answer; undefined if none was applied. */
export function appliedPreferences(
  preferences: Preferences,
  applies: {
    readonly resolution?: boolean;
    readonly return?: boolean;
    readonly missing?: boolean;
    readonly tx?: boolean;
    readonly maxAffected?: boolean;
  },
): string | undefined {
  const { resolution, missing, count, tx, handling, timezone, maxAffected } = preferences;
  const pairs = [
    ['resolution', applies.resolution && resolution],
    ['missing', applies.missing && missing],
    ['return', applies.return && preferences.return],
    ['count', count],
    ['tx', applies.tx && tx],
    ['handling', handling],
    ['timezone', timezone],
    ['max-affected', applies.maxAffected && handling === 'strict' && maxAffected?.toString()],
  ] as const;
  const applied = pairs.flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
  return applied.length === 0 ? undefined : applied.join(', ');
}

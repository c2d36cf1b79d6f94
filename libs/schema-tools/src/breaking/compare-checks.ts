import { functionsSchema } from '../contracts/places.ts';
import type { CheckFacts, Relation } from '../facts/facts.ts';
import { lengthRange, narrowed, numberRange } from '../generate/catalogue/ranges.ts';
import { parseExpression, valueList } from '../generate/catalogue/value-lists.ts';
import type { NumberRange } from '../generate/model.ts';
import { isMultiple } from './compare-values.ts';
import { differing } from './differing.ts';
import { typesOf } from './related.ts';
import type { Difference, RuleId } from './rules.ts';
import { commonOf, goneOver, inYears, withoutImplied } from './rules-together.ts';
import type { TryChecks } from './trial.ts';

type Values = readonly (string | number)[];

/** The CHECKs of a relation, parsed as far as possible. */
interface ReadChecks {
  readonly lists: ReadonlyMap<string, Values>;
  readonly ranges: ReadonlyMap<string, NumberRange>;
  readonly lengths: ReadonlyMap<string, NumberRange>;
  /** The others, by expression. */
  readonly others: ReadonlyMap<string, CheckFacts>;
}

/** Compares the CHECKs of a relation. */
export async function compareChecks(
  name: string,
  before: Relation,
  after: Relation,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const found: Difference[] = [];
  const [old, now] = [await readChecks(before), await readChecks(after)];
  /** The columns on both sides; rules over other columns do not concern an old app. */
  const shared = Object.keys(before.columns).filter((column) => after.columns[column]);
  for (const column of shared) {
    const object = `${name}.${column}`;
    const own: Difference[] = [];
    compareLists(object, old.lists.get(column), now.lists.get(column), own);
    compareRanges(object, 'a number', old.ranges.get(column), now.ranges.get(column), own);
    compareRanges(object, 'a length', old.lengths.get(column), now.lengths.get(column), own);
    found.push(...(await withoutImplied(own, column, before, after, tryChecks)));
  }
  for (const [constraint, { expression, columns }] of Object.entries(before.checks)) {
    const named = after.checks[constraint];
    if (named || !columns.every((column) => after.columns[column])) continue;
    const same = Object.entries(after.checks).find(
      ([other, check]) => check.expression === expression && !before.checks[other],
    );
    if (same) found.push(renamed(name, constraint, same[0]));
  }
  found.push(...(await compareOthers(name, before, after, old, now, tryChecks)));
  return found;
}

/** A constraint or an index that was only renamed. */
export function renamed(relation: string, before: string, after: string): Difference {
  const says = `${before} is named ${after} now`;
  return { rule: 'constraint-same-name', object: `${relation}.${after}`, says };
}

async function readChecks({ checks, columns }: Relation): Promise<ReadChecks> {
  const lists = new Map<string, Values>();
  const ranges = new Map<string, NumberRange>();
  const lengths = new Map<string, NumberRange>();
  const others = new Map<string, CheckFacts>();
  const add = (into: Map<string, NumberRange>, column: string, range: NumberRange) => {
    into.set(column, narrowed([...(into.has(column) ? [into.get(column) ?? {}] : []), range]));
  };
  for (const check of Object.values(checks)) {
    // those are compared as contracts
    if (check.expression.includes(`${functionsSchema}.`)) continue;
    const expression = await parseExpression(check.expression);
    const list = valueList(expression);
    const [only = '', ...more] = check.columns;
    const isWhole =
      more.length === 0 && /^(?:smallint|integer|bigint)$/.test(columns[only]?.type ?? '');
    const range = list ? undefined : numberRange(expression, isWhole);
    const length = (list ?? range) ? undefined : lengthRange(expression);
    if (list) {
      const both = lists.get(list.column)?.filter((one) => list.values.some((it) => it === one));
      lists.set(list.column, both ?? list.values);
    } else if (range) {
      const { column, ...limits } = range;
      add(ranges, column, limits);
    } else if (length) {
      const { column, ...limits } = length;
      add(lengths, column, limits);
    } else {
      others.set(check.expression, check);
    }
  }
  return { lists, ranges, lengths, others };
}

function compareLists(
  object: string,
  old: Values | undefined,
  now: Values | undefined,
  found: Difference[],
): void {
  if (!old && !now) return;
  if (!now) {
    found.push({ rule: 'check-delete', object, says: `may be anything, and was ${words(old)}` });
  } else if (!old) {
    found.push({ rule: 'check-add', object, says: `is ${words(now)} now` });
  } else {
    const { gained, lost } = differing(old, now);
    if (gained.length > 0) {
      found.push({ rule: 'check-list-widen', object, says: `may be ${words(gained)} now` });
    }
    if (lost.length > 0) {
      found.push({ rule: 'check-list-narrow', object, says: `may not be ${words(lost)} any more` });
    }
  }
}

function words(values: Values = []): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function compareRanges(
  object: string,
  noun: string,
  old: NumberRange | undefined,
  now: NumberRange | undefined,
  found: Difference[],
): void {
  if (!old && !now) return;
  if (!now || !old) {
    const rule = old ? 'check-delete' : 'check-add';
    found.push({ rule, object, says: `${noun}: ${rangeIn(now)} now, and ${rangeIn(old)} before` });
    return;
  }
  const [lower, upper] = [
    (now.least ?? -Infinity) - (old.least ?? -Infinity) || 0,
    (now.most ?? Infinity) - (old.most ?? Infinity) || 0,
  ];
  const says = `${noun}: ${rangeIn(now)} now, and ${rangeIn(old)} before`;
  const isWider = lower < 0 || upper > 0 || !isMultiple(now.step, old.step);
  const isNarrower = lower > 0 || upper < 0 || !isMultiple(old.step, now.step);
  if (isWider) found.push({ rule: 'check-range-widen', object, says });
  if (isNarrower) found.push({ rule: 'check-range-narrow', object, says });
}

function rangeIn(range: NumberRange | undefined): string {
  if (!range) return 'any';
  const { least, most, step } = range;
  const parts = [
    ...(least === undefined ? [] : [`from ${least}`]),
    ...(most === undefined ? [] : [`to ${most}`]),
    ...(step === undefined ? [] : [`in steps of ${step}`]),
  ];
  return parts.join(' ');
}

/** CHECKs that are neither a list nor a range: these are tried on rows. */
async function compareOthers(
  name: string,
  before: Relation,
  after: Relation,
  old: ReadChecks,
  now: ReadChecks,
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const found: Difference[] = [];
  const named = (relation: Relation, { expression }: CheckFacts) =>
    Object.entries(relation.checks).find(([, check]) => check.expression === expression)?.[0] ?? '';
  const gone = [...old.others.values()].filter(({ expression }) => !now.others.has(expression));
  const added = [...now.others.values()].filter(({ expression }) => !old.others.has(expression));
  const [years, yearsNow] = [await inYears(before), await inYears(after)];
  /** A row schema knows only lists, ranges, lengths and years of a single column. */
  const loosened = ({ columns }: CheckFacts): Pick<Difference, 'effects'> => {
    const isKnown = columns.some((column) => years.has(column) && !yearsNow.has(column));
    return { effects: { readers: isKnown ? 'breaks' : 'changes' } };
  };
  const tell = (
    rule: RuleId,
    constraint: string,
    says: string,
    example?: string,
    effects?: Pick<Difference, 'effects'>,
  ) =>
    found.push({
      rule,
      object: `${name}.${constraint}`,
      says,
      ...(example === undefined ? {} : { example }),
      ...effects,
    });
  for (const check of added) {
    const constraint = named(after, check);
    const was = gone.find((one) => named(before, one) === constraint);
    const isOld = check.columns.filter((column) => before.columns[column]);
    if (check.columns.length > 0 && isOld.length === 0) continue;
    const columns = [...new Set([...check.columns, ...(was?.columns ?? [])])];
    const counterexamples = await tryChecks({
      before: was?.expression ?? goneOver(before, after, columns),
      after: check.expression,
      common: commonOf(before, after, columns),
      columns: typesOf(columns, after),
    });
    const { narrower, wider } = counterexamples ?? {};
    if (narrower !== undefined) {
      const says = was ? `takes less: ${check.expression}` : `a new rule: ${check.expression}`;
      tell(was ? 'check-narrow' : 'check-add', constraint, says, narrower);
    }
    if (was && wider !== undefined) {
      const says = `takes more: ${check.expression}`;
      tell('check-widen', constraint, says, wider, loosened(was));
    }
    if (narrower === undefined && wider === undefined) {
      const says = was ? `${was.expression} is now ${check.expression}` : check.expression;
      tell('check-undecided', constraint, says);
    }
  }
  for (const check of gone) {
    const constraint = named(before, check);
    if (added.some((one) => named(after, one) === constraint)) continue;
    if (!check.columns.every((column) => after.columns[column])) continue;
    const says = `no rule any more: ${check.expression}`;
    tell('check-delete', constraint, says, undefined, loosened(check));
  }
  return found;
}

import { type Condition, type Filter, filterValue, logicPath, logicTree } from './filters.ts';
import { columnList, type Field, treePath } from './names.ts';
import { orderList, type OrderTerm } from './order.ts';
import { option, parseText } from './parser.ts';
import { type SelectItem, selectList } from './select.ts';

/** The value of a parameter for one level of the answer. The names of embeds lead to the level. */
export interface AtLevel<T> {
  readonly embed: readonly string[];
  readonly value: T;
}

/** The first row, and the most rows. */
export interface Range {
  readonly offset: bigint;
  readonly limit?: bigint | undefined;
}

/** The parameters of a request's address, as PostgREST reads them. */
export interface Query {
  /** Arguments of a function that is called with GET. */
  readonly args: readonly (readonly [name: string, value: string])[];
  readonly select: readonly SelectItem[];
  readonly filters: readonly AtLevel<Filter>[];
  readonly logic: readonly AtLevel<Condition>[];
  readonly order: readonly AtLevel<readonly OrderTerm[]>[];
  readonly ranges: readonly AtLevel<Range>[];
  readonly columns?: readonly string[] | undefined;
  readonly onConflict?: readonly string[] | undefined;
  /** The names of all filters, as the address has them. */
  readonly filterNames: ReadonlySet<string>;
  /** The parameters, sorted: for Content-Location. */
  readonly canonical: string;
}

/**
 * Reads the parameters of an address.
 *
 * @param parameters decoded pairs in the order of the address
 * @param isCall whether a function is called with GET: then every parameter except filters is an
 * argument
 * @throws ParseError
 */
export function parseQuery(
  parameters: readonly (readonly [name: string, value: string | undefined])[],
  isCall = false,
): Query {
  const given = parameters.filter((pair): pair is [string, string] => pair[1] !== undefined);
  const first = (name: string) => given.find(([one]) => one === name)?.[1];
  const ending = (...words: readonly string[]) =>
    given.filter(([name]) => words.includes(lastOf(name)));
  const filters = given.filter(
    ([name]) =>
      !['order', 'limit', 'offset', 'and', 'or'].includes(lastOf(name)) &&
      !['select', 'columns', 'on_conflict'].includes(name),
  );

  const order = ending('order').map(([name, value]) => ({
    embed: levelOf(name).embed,
    value: parseText(orderList, `failed to parse order (${value})`, value),
  }));
  const logic = ending('and', 'or').map(([name, value]) => parseLogic(name, value));
  const columns = first('columns');
  const select = first('select') ?? '*';
  const onConflict = first('on_conflict');
  const parsed = {
    order,
    logic,
    columns:
      columns === undefined
        ? undefined
        : distinct(
            parseText(columnList, `failed to parse columns parameter (${columns})`, columns),
          ),
    select: parseText(selectList, `failed to parse select parameter (${select})`, select),
    ...parseFilters(filters, isCall),
    onConflict:
      onConflict === undefined
        ? undefined
        : parseText(
            columnList,
            `failed to parse on_conflict parameter (${onConflict})`,
            onConflict,
          ),
  };
  return {
    ...parsed,
    ranges: parseRanges(ending('limit'), ending('offset')),
    filterNames: new Set(filters.map(([name]) => name)),
    canonical: canonical(parameters),
  };
}

const lastOf = (name: string) => name.split('.').at(-1) ?? '';

const distinct = (names: readonly string[]) => [...new Set(names)].toSorted();

function levelOf(name: string): { embed: string[]; field: Field } {
  return parseText(treePath, `failed to parse tree path (${name})`, name);
}

function parseFilters(pairs: readonly (readonly [string, string])[], isCall: boolean) {
  const filters: AtLevel<Filter>[] = [];
  const args: [string, string][] = [];
  for (const [name, value] of pairs) {
    const { embed, field } = levelOf(name);
    // an incomplete filter, such as in.( without its end, is not an argument
    const parser = isCall ? option(filterValue, undefined) : filterValue;
    const read = parseText(parser, `failed to parse filter (${value})`, value);
    if (read) filters.push({ embed, value: { kind: 'filter', field, ...read } });
    else args.push([field.name, value]);
  }
  return { filters, args };
}

function parseLogic(name: string, value: string): AtLevel<Condition> {
  const { embed, operator } = parseText(logicPath, `failed to parse logic path (${name})`, name);
  const text = operator + value;
  return { embed, value: parseText(logicTree, `failed to parse logic tree (${value})`, text) };
}

type Pairs = readonly (readonly [string, string])[];

/** The limits and offsets by level. Unreadable numbers are ignored. */
function parseRanges(limits: Pairs, offsets: Pairs): AtLevel<Range>[] {
  const byLevel = new Map<string, { offset: bigint; limit?: bigint | undefined }>();
  for (const [name, value] of limits) byLevel.set(name, { offset: 0n, limit: integer(value) });
  for (const [name, value] of offsets) {
    const level = name.replace(/offset$/, 'limit');
    byLevel.set(level, { ...byLevel.get(level), offset: integer(value) ?? 0n });
  }
  return [...byLevel].map(([name, value]) => ({ embed: levelOf(name).embed, value }));
}

const integer = (text: string) => (/^\s*-?\d+\s*$/.test(text) ? BigInt(text) : undefined);

function canonical(parameters: readonly (readonly [string, string | undefined])[]): string {
  const encode = (text: string) =>
    encodeURIComponent(text)
      .replaceAll('%20', '+')
      .replaceAll(/[!'()*]/g, (one) => `%${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return parameters
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value = '']) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

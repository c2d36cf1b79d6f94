import type { Parameter, Routine } from './catalogue/catalogue.ts';
import type { Payload } from './payload.ts';
import type { Level, PlannedCondition } from './read-plan.ts';
import { resultOf } from './routines.ts';
import { arrayText, identifier, type Parameters, qualified } from './sql.ts';
import { bodySql, neededColumns } from './write-sql.ts';

/** The arguments of a call: the pairs of an address or a form, or a body. */
export type Arguments = Payload | { readonly kind: 'none' };

/** A call as SQL, which returns the function's result. */
export function callSql(
  routine: Routine,
  args: Arguments,
  columns: readonly string[],
  parameters: Parameters,
): string {
  const { isScalar } = resultOf(routine);
  const call = (list: string) => {
    const called = `${qualified(routine)}(${list})`;
    return isScalar
      ? `(select ${called} as pgrst_scalar) as pgrst_call`
      : `${called} as pgrst_call`;
  };
  const shown = isScalar ? 'pgrst_call.pgrst_scalar' : columns.map(columnOf).join(', ');
  const [only] = routine.parameters;
  if (only?.name === '' && args.kind !== 'none') {
    return `select ${shown} from ${call(wholeBody(only, args, parameters))}`;
  }
  const keys = args.kind === 'none' ? [] : args.keys;
  const given = routine.parameters.filter(({ name }) => keys.includes(name));
  if (given.length === 0) return `select ${shown} from ${call('')}`;
  if (args.kind === 'form') {
    const list = given.map((one) => `${assign(one)}${formValue(one, args.pairs, parameters)}`);
    return `select ${shown} from ${call(list.join(', '))}`;
  }
  const body = bodySql(
    {
      json: args.kind === 'json' ? args.text : '{}',
      columns: given.map(({ name, type }) => ({ name, type, default: null })),
      useDefaults: false,
    },
    parameters,
    'row',
  );
  const list = given.map((one) => `${assign(one)}pgrst_body.${identifier(one.name)}`);
  return `select ${shown} ${body}, lateral ${call(list.join(', '))}`;
}

const columnOf = (name: string) =>
  name === '*' ? 'pgrst_call.*' : `pgrst_call.${identifier(name)}`;

const assign = ({ name, isVariadic }: Parameter) =>
  `${isVariadic ? 'variadic ' : ''}${identifier(name)} := `;

/** The value of a pair. For a repeated name it is the last one, or all for a variadic parameter. */
function formValue(
  { name, type, isVariadic }: Parameter,
  pairs: readonly (readonly [string, string])[],
  parameters: Parameters,
): string {
  const values = pairs.filter(([key]) => key === name).map(([, value]) => value);
  const value = isVariadic ? arrayText(values) : (values.at(-1) ?? null);
  return `${parameters.add(value)}::${type}`;
}

function wholeBody({ type }: Parameter, args: Payload, parameters: Parameters): string {
  if (args.kind !== 'raw') {
    const text = args.kind === 'json' ? args.text : JSON.stringify(Object.fromEntries(args.pairs));
    return `${parameters.add(text)}::${type}`;
  }
  const value = type === 'bytea' ? args.bytes : Buffer.from(args.bytes).toString('utf8');
  return `${parameters.add(value)}::${type}`;
}

/** The columns of the returned rows that an answer shows or filters by. */
export function calledColumns(level: Level): string[] {
  const shown = neededColumns(level, []);
  if (shown.length === 0 || shown.includes('*')) return ['*'];
  return [...new Set([...shown, ...filteredColumns(level.conditions)])];
}

function filteredColumns(conditions: readonly PlannedCondition[]): string[] {
  return conditions.flatMap((one) => {
    if (one.kind === 'junction') return filteredColumns(one.conditions);
    return one.kind === 'filter' ? [one.field.name] : [];
  });
}

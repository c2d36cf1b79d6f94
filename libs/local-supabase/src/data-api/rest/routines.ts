import { type Catalogue, key, type Routine } from './catalogue/catalogue.ts';
import { likely, nearest } from './catalogue/nearest.ts';
import { Refused } from './refused.ts';
import type { QualifiedName } from './sql.ts';

/** The media types of a body that is always one argument, with the type of the parameter. */
export const rawTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['text/plain', ['text']],
  ['text/xml', ['xml']],
  ['application/octet-stream', ['bytea']],
]);

/** The media types of a body that may be one argument. */
const bodyTypes: typeof rawTypes = new Map([['application/json', ['json', 'jsonb']], ...rawTypes]);

/** A call: the function, and the names of its arguments. */
export interface Call extends QualifiedName {
  readonly args: readonly string[];
  readonly isPost: boolean;
  /** The media type of the body. */
  readonly contentType: string;
}

/**
 * The function for the arguments of a call, or for its body as a whole.
 *
 * @throws Refused PGRST202 if there is none, PGRST203 if there are several
 */
export function findRoutine(catalogue: Catalogue, call: Call): Routine {
  const named = catalogue.routines.get(key(call)) ?? [];
  const byArguments = named.filter((one) => takesArguments(one, call));
  const candidates =
    byArguments.length > 0 ? byArguments : named.filter((one) => takesBody(one, call));
  const [first, ...others] = candidates;
  if (!first) throw noRoutine(catalogue, call, named);
  if (others.length === 0) return first;
  const signature = ({ schema, name, parameters }: Routine) =>
    `${schema}.${name}(${parameters.map((one) => `${one.name} => ${one.type}`).join(', ')})`;
  throw new Refused(300, {
    code: 'PGRST203',
    message: `Could not choose the best candidate function between: ${candidates.map(signature).join(', ')}`,
    hint: 'Try renaming the parameters or the function itself in the database so function overloading can be resolved',
  });
}

const isWholeBody = ({ isPost, contentType }: Call) => isPost && rawTypes.has(contentType);

function takesArguments({ parameters }: Routine, call: Call): boolean {
  if (parameters.length === 0) return call.args.length === 0 && !isWholeBody(call);
  const names = new Set(parameters.map(({ name }) => name));
  return (
    call.args.every((name) => names.has(name)) &&
    parameters.every(({ isRequired, name }) => !isRequired || call.args.includes(name))
  );
}

function takesBody({ parameters }: Routine, { isPost, contentType }: Call): boolean {
  const [only, ...others] = parameters;
  return (
    isPost &&
    only?.name === '' &&
    others.length === 0 &&
    (bodyTypes.get(contentType) ?? []).includes(only.type)
  );
}

function noRoutine(catalogue: Catalogue, call: Call, named: readonly Routine[]): Refused {
  const { schema, name, args, isPost, contentType } = call;
  const isWhole = isWholeBody(call);
  const list = args.join(', ');
  const none = ' without parameters';
  const called = isWhole ? '' : args.length === 0 ? none : `(${list})`;
  const taken = args.length === 0 ? none : ` with parameter${args.length > 1 ? 's' : ''} ${list}`;
  const body = bodyTypes.get(contentType)?.join('/');
  const searched = isWhole
    ? ` with a single unnamed ${body} parameter`
    : `${taken}${isPost && body ? ` or with a single unnamed ${body} parameter` : ''}`;
  return new Refused(404, {
    code: 'PGRST202',
    message: `Could not find the function ${schema}.${name}${called} in the schema cache`,
    details: `Searched for the function ${schema}.${name}${searched}, but no matches were found in the schema cache.`,
    hint: isWhole ? null : hintOf(catalogue, call, named),
  });
}

function hintOf(catalogue: Catalogue, call: Call, named: readonly Routine[]): string | null {
  const list = (names: readonly string[]) => `(${names.toSorted().join(', ')})`;
  const others = [...catalogue.routines.values()].flatMap(([first]) =>
    first?.schema === call.schema ? [first.name] : [],
  );
  const found =
    named.length === 0
      ? nearest(others, call.name, likely)
      : nearest(
          named.map(({ parameters }) => list(parameters.map(({ name }) => name))),
          list(call.args),
        );
  if (found === undefined) return null;
  const suggested = named.length === 0 ? found : call.name + found;
  return `Perhaps you meant to call the function ${call.schema}.${suggested}`;
}

/** The result type of a function, as far as it determines the form of an answer. */
export function resultOf({ returns }: Routine) {
  const { isSet, isComposite, type } = returns;
  return {
    isVoid: !isSet && type.schema === 'pg_catalog' && type.name === 'void',
    /** One row or one value. */
    isSingle: !isSet,
    /** Values, one or many: rows without columns. */
    isScalar: !isComposite,
    /** The table whose rows it returns; not set for a record. */
    table: isComposite && type.name !== 'record' ? type : undefined,
  };
}

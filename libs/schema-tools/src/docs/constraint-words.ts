import { httpStatus } from '@parakeet/local-supabase';
import { checkSuffix } from '../contracts/pieces.ts';
import { namesIn, type ReferenceFacts } from '../facts/facts.ts';
import type { Remark, TableDoc } from './model.ts';
import { conditionWords } from './policies/policy-words.ts';
import { inCode } from './policies/operand.ts';

/** The error that a client gets for a violated constraint. */
export interface ClientError {
  readonly code: string;
  /** PostgREST's status. */
  readonly httpStatus: number;
  readonly message: string;
}

/** The error of a constraint or a unique index; undefined if it refuses nothing. */
export function errorOf(kind: string, table: string, name: string): ClientError | undefined {
  const found = refusal(kind, table, name);
  return found && { ...found, httpStatus: httpStatus(found.code, found.message, true) };
}

function refusal(
  kind: string,
  table: string,
  name: string,
): Omit<ClientError, 'httpStatus'> | undefined {
  switch (kind) {
    case 'p':
    case 'u':
      return {
        code: '23505',
        message: `duplicate key value violates unique constraint "${name}"`,
      };
    case 'c':
      return {
        code: '23514',
        message: `new row for relation "${table}" violates check constraint "${name}"`,
      };
    case 'f':
      return {
        code: '23503',
        message: `insert or update on table "${table}" violates foreign key constraint "${name}"`,
      };
    case 'x':
      return {
        code: '23P01',
        message: `conflicting key value violates exclusion constraint "${name}"`,
      };
    default:
      return undefined;
  }
}

/**
 * A constraint in words, from its parsed definition. Undefined if there are no plain words, so a
 * person must write them.
 */
export async function constraintWords(
  { relation, columns }: Pick<TableDoc, 'relation' | 'columns'>,
  { name, detail }: Remark,
): Promise<string | undefined> {
  const reference = relation.references[name];
  if (detail === 'f' && reference) return referenceWords(reference);
  const unique = relation.uniques[name];
  if ((detail === 'p' || detail === 'u') && unique) {
    return `No two rows have the same ${listed(unique.keys.flatMap(namesIn))}.`;
  }
  const check = relation.checks[name];
  if (!check) return undefined;
  const [column, another] = check.columns;
  const document = columns.find((one) => one.name === column);
  if (
    column !== undefined &&
    another === undefined &&
    document?.inside &&
    name.endsWith(checkSuffix)
  ) {
    return `${inCode(column)} is a document as its contract has it.`;
  }
  const words = await conditionWords(check.expression);
  return words === undefined ? undefined : `${words}.`;
}

function referenceWords({ columns, target, targetColumns }: ReferenceFacts): string {
  const verb = columns.length === 1 ? 'is' : 'are';
  return `${listed(columns)} ${verb} the ${listed(targetColumns)} of a row of ${inCode(target)}.`;
}

/** Names in a sentence: `a`, `b` and `c`. */
export function listed(names: readonly string[]): string {
  const [last = '', ...rest] = names.map(inCode).toReversed();
  return rest.length === 0 ? last : `${rest.toReversed().join(', ')} and ${last}`;
}

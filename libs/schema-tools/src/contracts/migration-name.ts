import { checkSuffix } from './pieces.ts';
import type { ContractsPlan } from './plan.ts';

/**
 * Names a migration after a plan. It is `enforce_session_logs_actual_sets` for one contract, and
 * `enforce_3_contracts` for more. It is `describe_…` if only comments change, and `drop_…_contract`
 * if contracts only go.
 *
 * @param plan with at least one change
 */
export function migrationName({ enforced, changed, left }: ContractsPlan): string {
  if (enforced.length > 0) return named('enforce', enforced);
  const described = changed.flatMap((piece) =>
    piece.kind === 'comment' ? [`${piece.table}_${piece.name}`] : [],
  );
  if (described.length > 0) return named('describe', described);
  // the functions of a contract go with its CHECK or its domain
  const gone = (['check', 'domain', 'function'] as const)
    .map((kind) => left.filter((piece) => piece.kind === kind))
    .find(({ length }) => length > 0);
  if (gone) {
    return named(
      'drop',
      gone.map(({ name }) => `${name.replace(new RegExp(`${checkSuffix}$`), '')}${checkSuffix}`),
    );
  }
  return 'restore_contracts_schema';
}

function named(verb: string, contracts: readonly string[]): string {
  const [only, ...others] = contracts;
  if (others.length > 0) return `${verb}_${contracts.length}_contracts`;
  return `${verb}_${only}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}

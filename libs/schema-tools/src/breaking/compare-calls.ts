import { functionsSchema } from '../contracts/places.ts';
import type { Facts, Relation } from '../facts/facts.ts';
import type { Difference } from './rules.ts';

/** Finds unchanged CHECKs and policies that call a changed function. */
export function compareCalls(
  name: string,
  [before, old]: readonly [Facts, Relation],
  [after, now]: readonly [Facts, Relation],
): Difference[] {
  const changed = (expression = ''): string | undefined =>
    [...expression.matchAll(/(?:[\w$]+|"(?:[^"]|"")+")\.(?:[\w$]+|"(?:[^"]|"")+")(?=\()/g)]
      .map(([call]) => call)
      .filter((call) => !call.startsWith(`${functionsSchema}.`))
      .find((call) => {
        const [was, is] = [before.bodies?.[call], after.bodies?.[call]];
        return was !== undefined && is !== undefined && was !== is;
      });
  const tell = (rule: 'check-undecided' | 'policy-undecided', one: string, call?: string) =>
    call === undefined
      ? []
      : [{ rule, object: `${name}.${one}`, says: `calls ${call}, which does something else now` }];
  return [
    ...Object.entries(old.checks).flatMap(([check, { expression }]) =>
      now.checks[check]?.expression === expression
        ? tell('check-undecided', check, changed(expression))
        : [],
    ),
    ...Object.entries(old.policies).flatMap(([policy, { using, check }]) => {
      const other = now.policies[policy];
      const isSame = other?.using === using && other?.check === check;
      return isSame && old.isSecured && now.isSecured
        ? tell('policy-undecided', policy, changed(`${using} ${check}`))
        : [];
    }),
  ];
}

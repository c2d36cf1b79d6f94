import { ToolError } from '@parakeet/command-kit';
import { rulesOf, type Rule } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';

/** The defs of the checks that are taken, by their name in Zod. */
interface CheckDefs {
  readonly greater_than: z.core.$ZodCheckGreaterThanDef;
  readonly less_than: z.core.$ZodCheckLessThanDef;
  readonly min_length: z.core.$ZodCheckMinLengthDef;
  readonly max_length: z.core.$ZodCheckMaxLengthDef;
  readonly number_format: z.core.$ZodCheckNumberFormatDef;
}

/** What a schema asks for: each check and rule is taken, or it is an error. */
export class Asked {
  readonly #path: string;
  readonly #checks: z.core.$ZodCheckDef[];
  readonly #rules: Rule[];

  constructor(schema: z.core.$ZodType, path: string) {
    this.#path = path;
    this.#rules = [...rulesOf(schema)];
    this.#checks = (schema._zod.def.checks ?? []).map(({ _zod }) => _zod.def);
    // a rule comes with a check of its own; one more is a refinement that only Zod knows
    const own = this.#checks.filter(({ check }) => check === 'custom').length;
    if (own !== this.#rules.length) {
      throw cannot(path, 'a refinement that is no rule of @parakeet/schema-runtime');
    }
    this.#checks = this.#checks.filter(({ check }) => check !== 'custom');
  }

  /** The check of this name, if there is one; of two, one is left over, which is an error. */
  take<Name extends keyof CheckDefs>(name: Name): CheckDefs[Name] | undefined {
    const index = this.#checks.findIndex(({ check }) => check === name);
    if (index === -1) return undefined;
    const [found] = this.#checks.splice(index, 1);
    return found as CheckDefs[Name];
  }

  rules<Name extends Rule['rule']>(name: Name): Extract<Rule, { rule: Name }>[] {
    const isNamed = (rule: Rule): rule is Extract<Rule, { rule: Name }> => rule.rule === name;
    const found = this.#rules.filter(isNamed);
    this.#rules.splice(0, Infinity, ...this.#rules.filter((rule) => !isNamed(rule)));
    return found;
  }

  nothingElse(): void {
    const [check] = this.#checks;
    if (check) throw cannot(this.#path, `the check ${check.check}`);
    const [rule] = this.#rules;
    if (rule) throw cannot(this.#path, `the rule ${rule.rule} here`);
  }
}

/** The error of a schema that asks for something which Postgres cannot be asked. */
export function cannot(path: string, what: string): ToolError {
  return new ToolError(`${path}: Postgres cannot be asked for ${what}`, {
    next:
      'Say it in another way: a check in the database is never weaker than the contract. What can ' +
      'be said is in @parakeet/schema-runtime/contracts and in the guide to contracts.',
  });
}

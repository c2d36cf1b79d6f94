import { ToolError } from '@parakeet/command-kit';
import { rulesOf, type Rule } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';
import { checkRefusal, refinement } from './refusals.ts';

/** The definitions of the supported checks, by their name in Zod. */
interface CheckDefs {
  readonly greater_than: z.core.$ZodCheckGreaterThanDef;
  readonly less_than: z.core.$ZodCheckLessThanDef;
  readonly multiple_of: z.core.$ZodCheckMultipleOfDef;
  readonly min_length: z.core.$ZodCheckMinLengthDef;
  readonly max_length: z.core.$ZodCheckMaxLengthDef;
  readonly length_equals: z.core.$ZodCheckLengthEqualsDef;
  readonly number_format: z.core.$ZodCheckNumberFormatDef;
}

/** The requirements of a schema. Each check and rule is either used or an error. */
export class Asked {
  readonly #path: string;
  #checks: readonly z.core.$ZodCheck[];
  readonly #rules: Rule[];

  constructor(schema: z.core.$ZodType, path: string) {
    this.#path = path;
    this.#rules = [...rulesOf(schema)];
    const checks = schema._zod.def.checks ?? [];
    // a rule brings its own check; any other refinement is known only to Zod
    const own = checks.filter((check) => nameOf(check) === 'custom').length;
    if (own !== this.#rules.length) throw cannot(path, ...refinement);
    this.#checks = checks.filter((check) => nameOf(check) !== 'custom');
  }

  /** The checks with this name. */
  take<Name extends keyof CheckDefs>(name: Name): CheckDefs[Name][] {
    const found = this.#checks.filter((check) => nameOf(check) === name);
    this.#checks = this.#checks.filter((check) => nameOf(check) !== name);
    return found.map(({ _zod }) => _zod.def as CheckDefs[Name]);
  }

  /** The limits of a text's or a list's length; Zod accepts fractions there. */
  lengths(): { readonly least?: number; readonly most?: number } {
    const exact = this.take('length_equals').map(({ length }) => length);
    const least = [...exact, ...this.take('min_length').map(({ minimum }) => minimum)];
    const most = [...exact, ...this.take('max_length').map(({ maximum }) => maximum)];
    return {
      ...(least.length === 0 ? {} : { least: Math.max(0, ...least.map(Math.ceil)) }),
      ...(most.length === 0 ? {} : { most: Math.min(...most.map(Math.floor)) }),
    };
  }

  /** The checks on the form of a text: formats, regular expressions, `startsWith` and so on. */
  takeForms(): z.core.$ZodCheck[] {
    const found = this.#checks.filter((check) => nameOf(check) === 'string_format');
    this.#checks = this.#checks.filter((check) => nameOf(check) !== 'string_format');
    return found;
  }

  rules<Name extends Rule['rule']>(name: Name): Extract<Rule, { rule: Name }>[] {
    const isNamed = (rule: Rule): rule is Extract<Rule, { rule: Name }> => rule.rule === name;
    const found = this.#rules.filter(isNamed);
    this.#rules.splice(0, Infinity, ...this.#rules.filter((rule) => !isNamed(rule)));
    return found;
  }

  nothingElse(): void {
    const [check] = this.#checks;
    if (check) throw cannot(this.#path, ...checkRefusal(nameOf(check)));
    const [rule] = this.#rules;
    if (rule) throw cannot(this.#path, `the rule ${rule.rule} here`, 'Put it on another schema.');
  }
}

function nameOf({ _zod }: z.core.$ZodCheck): string {
  return _zod.def.check;
}

/**
 * The error for a schema that has no equivalent in Postgres.
 *
 * @param instead the alternative, in sentences
 */
export function cannot(path: string, what: string, instead: string): ToolError {
  return new ToolError(`${path}: cannot compile to SQL: ${what}`, {
    next: `${instead} docs/contracts.md of @parakeet/schema-tools lists what compiles.`,
  });
}

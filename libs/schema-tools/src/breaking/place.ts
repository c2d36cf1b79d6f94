import type { RuleId } from './rules.ts';

export type TellAt = (path: string, rule: RuleId, says: string) => void;

/** A place in a document, for naming a difference. */
export class Place {
  readonly #tell: TellAt;
  readonly #path: string;

  constructor(tell: TellAt, path = '') {
    this.#tell = tell;
    this.#path = path;
  }

  tell(rule: RuleId, says: string): void {
    this.#tell(this.#path, rule, says);
  }

  /** @param step `[]`, `[0]`, `.*` or a key with a dot before it; at the top the dot is left out */
  inside(step: string): Place {
    const path = this.#path === '' ? step.replace(/^\./, '') : this.#path + step;
    return new Place(this.#tell, path);
  }
}

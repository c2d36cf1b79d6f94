import type { Allowance } from '../migrations/allowances.ts';

/** Lines `# allow: <rule> <object>: <reason>` of config.toml. */
export function configAllowances(config: string): Allowance[] {
  return config.split('\n').flatMap((text, index): Allowance[] => {
    const [, rule, object, reason] =
      /^# allow: ([a-z][a-z0-9-]*) (\S(?:.*?\S)?): (\S.*)$/.exec(text.trim()) ?? [];
    if (rule === undefined || object === undefined || reason === undefined) return [];
    return [{ rule, object, reason, line: index + 1 }];
  });
}

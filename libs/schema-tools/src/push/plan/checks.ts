import { findBreaking } from './breaking-check.ts';
import { findLint } from './lint-check.ts';
import type { PlanCheck } from './plan-check.ts';

/** Each check has its own rules. */
export const checks: readonly PlanCheck[] = [findBreaking, findLint];

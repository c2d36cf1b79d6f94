import { findBreaking } from './breaking-check.ts';
import type { PlanCheck } from './plan-check.ts';

/** Each check gives findings of its own rules. `lint` and `diff` have their place here. */
export const checks: readonly PlanCheck[] = [findBreaking];

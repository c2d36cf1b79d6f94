import { findBreaking } from './breaking-check.ts';
import { findDrift } from './drift-check.ts';
import type { PlanCheck } from './plan-check.ts';

/** Each check gives findings of its own rules. `lint` has its place here. */
export const checks: readonly PlanCheck[] = [findBreaking, findDrift];

export * from './contracts.ts';
export { contractErrors } from './errors.ts';
export { Lift } from './lift.ts';
export { MuscleGroup } from './muscle-group.ts';
export { rulesOf, type Rule } from './rules.ts';

export * from './contracts.ts';
export { Lift } from './lift.ts';
export { MuscleGroup } from './muscle-group.ts';
export { contractErrors, rulesOf, type Rule } from '@parakeet/schema-runtime/contracts';

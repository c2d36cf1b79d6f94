export { compileContracts } from './functions.ts';
export { migrationName } from './migration-name.ts';
export { describePlan, migrationText } from './migration-text.ts';
export { piecesOf, type Piece } from './pieces.ts';
export { isInStep, planContracts, type ContractsPlan } from './plan.ts';

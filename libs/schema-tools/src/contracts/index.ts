export { compileContracts, type ContractSources } from './functions.ts';
export {
  loadContracts,
  packageFolder,
  requireContractsModule,
  type ProjectContracts,
} from './load-contracts.ts';
export { migrationName } from './migration-name.ts';
export { describePlan, migrationText } from './migration-text.ts';
export { piecesOf, type Piece } from './pieces.ts';
export { contractObjects, isInStep, planContracts, type ContractsPlan } from './plan.ts';
export { columnPlace, inWords, tablePlace, type TablePlace } from './places.ts';

export { readCatalogue } from './catalogue.ts';
export { generatedFiles } from './generated-files.ts';
export { loadContracts } from './registered-contracts.ts';

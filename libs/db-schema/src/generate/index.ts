export { readCatalogue } from './catalogue.ts';
export { contractsFile, readContractNames } from './contract-names.ts';
export { generatedFiles } from './generated-files.ts';
export {
  contractVocabularies,
  differingVocabularies,
  type ContractRegistry,
} from './vocabularies.ts';

export { readCatalogue } from './catalogue.ts';
export { generatedFiles } from './generated-files.ts';

export { banner } from './banner.ts';
export {
  readCatalogue,
  type Catalogue,
  type CatalogueColumn,
  type CatalogueTable,
} from './catalogue.ts';
export { type ColumnType } from './column-type.ts';
export { generatedFiles } from './generated-files.ts';
export { refineDatabase } from './refine-database.ts';
export { rowSchemas } from './row-schemas.ts';
export { valueList, type ValueList } from './value-lists.ts';

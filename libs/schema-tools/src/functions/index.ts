export { readFunctionFiles, type FunctionFile } from './function-files.ts';
export { functionsIn, functionsMigration, isFunctionsMigration } from './migration-text.ts';
export { planFunctions, type FunctionChange } from './plan.ts';

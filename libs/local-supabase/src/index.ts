export {
  atDatabase,
  databaseOf,
  isLoopback,
  parsePostgresUrl,
  withoutPassword,
} from './postgres/address.ts';
export {
  baseTemplate,
  createDatabase,
  createEmptyDatabase,
  dropDatabase,
  endConnections,
  locks,
  maintenanceDatabase,
  retryInUse,
} from './base/base.ts';
export { exposeNewObjects } from './base/expose.ts';
export { standInsOf } from './base/stand-ins.ts';
export { chooseEngine, withThrowaway, type EngineChoice } from './engines/choose-engine.ts';
export {
  connect,
  serverVersion,
  withClient,
  type Connection,
  type ConnectionOptions,
} from './postgres/connect.ts';
export { encryptionOf } from './postgres/encryption.ts';
export { configValue, readConfig, wrongValue } from './config.ts';
export { isAlive } from './engines/embedded/processes.ts';
export { withTemporaryFolder } from './temporary-folder.ts';
export { roomyDirectory } from './engines/embedded/throwaway.ts';
export type { Server, ThrowawayServer } from './engines/engine.ts';
export { explainFailure, runCommand } from './postgres/failures.ts';
export { httpStatus } from './data-api/refusal.ts';
export { nearest } from './data-api/rest/catalogue/nearest.ts';
export { extensionNames } from './engines/embedded/binaries.ts';

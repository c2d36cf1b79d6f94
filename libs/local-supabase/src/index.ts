export {
  atDatabase,
  databaseOf,
  isLoopback,
  parsePostgresUrl,
  withoutPassword,
} from './address.ts';
export {
  baseTemplate,
  createDatabase,
  dropDatabase,
  endConnections,
  locks,
  maintenanceDatabase,
} from './base/base.ts';
export { chooseEngine } from './choose-engine.ts';
export { serverVersion, withClient } from './connect.ts';
export type { Server, ThrowawayServer } from './engine.ts';
export { freePort } from './port.ts';
export { ToolError } from './tool-error.ts';

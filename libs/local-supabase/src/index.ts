export {
  atDatabase,
  databaseOf,
  defaultPort,
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
export { chooseEngine, type EngineChoice } from './choose-engine.ts';
export { serverVersion, withClient } from './connect.ts';
export {
  engineNames,
  type Engine,
  type EngineName,
  type EngineStatus,
  type Server,
  type ThrowawayServer,
} from './engine.ts';
export { ToolError } from './tool-error.ts';

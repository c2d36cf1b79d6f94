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
  dropDatabase,
  endConnections,
  locks,
  maintenanceDatabase,
} from './base/base.ts';
export { chooseEngine } from './engines/choose-engine.ts';
export {
  count,
  runCommand,
  seconds,
  table,
  UsageError,
  type CommandContext,
  type CommandSchema,
  type GivenOptions,
} from './command.ts';
export {
  connect,
  serverVersion,
  withClient,
  type Connection,
  type ConnectionOptions,
} from './postgres/connect.ts';
export { encryptionOf } from './postgres/encryption.ts';
export { configValue, readConfig, wrongValue } from './config.ts';
export { removeLeftovers } from './engines/embedded/processes.ts';
export { roomyDirectory } from './engines/embedded/throwaway.ts';
export type { Server, ThrowawayServer } from './engines/engine.ts';
export { nodeEnvironment, nodeParameters } from './node-command.cjs';
export { freePort } from './engines/port.ts';
export { say } from './say.ts';
export { explainSystemError } from './system-error.ts';
export { ToolError } from './tool-error.ts';
export { toolsRoot, workspaceRoot } from './workspace.ts';

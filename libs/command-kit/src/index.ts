export {
  runCommand,
  UsageError,
  type CommandContext,
  type CommandSchema,
  type ExplainFailure,
  type GivenOptions,
} from './command.ts';
export { commandLine } from './command-line.ts';
export { freePort, isPortTaken } from './free-port.ts';
export { git } from './git.ts';
export { nodeEnvironment, nodeParameters } from './node-command.cjs';
export { count, seconds, table } from './output.ts';
export { say } from './say.ts';
export { startTool, type Outcome, type RunningTool, type ToolOptions } from './start-tool.ts';
export { diskFull, explainSystemError, type Explanation } from './system-error.ts';
export { ToolError } from './tool-error.ts';
export { readWholeNumber } from './whole-number.ts';
export { nearestFile, upwards } from './upwards.ts';
export { configNames, toolsRoot, workspaceRoot } from './workspace.ts';

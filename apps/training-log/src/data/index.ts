// Everything that the app reads and writes, a function each.
export { signIn, signOut, signUp, watchLifter, type Lifter } from './account.ts';
export { connect, type Client } from './client.ts';
export { activeFormulaConfig, saveFormulaConfig } from './formula-configs.ts';
export { completeSession, logsOfSessions } from './logs.ts';
export { enterMaxes, newestMaxes, type LifterMaxes } from './maxes.ts';
export { metricsOfLift } from './metrics.ts';
export { activeProgram, assignmentsOfBlock, startProgram, type Program } from './programs.ts';
export { Rows } from './read.ts';
export {
  beginSession,
  completedSessions,
  nextSession,
  pageSize,
  planSession,
  skipSession,
  weekSessions,
  type Session,
} from './sessions.ts';
export { checkInSoreness, sorenessOfSession } from './soreness.ts';

// How a command is run is the same in every project that has some.
export {
  count,
  runCommand,
  seconds,
  table,
  UsageError,
  type CommandContext,
  type CommandSchema,
  type GivenOptions,
} from '@parakeet/local-supabase';

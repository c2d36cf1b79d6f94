import { queryOptions } from '@tanstack/react-query';
import type { Lift } from '@parakeet/db-types';
import {
  activeProgram,
  completedSessions,
  logsOfSessions,
  metricsOfLift,
  newestMaxes,
  nextSession,
  weekSessions,
} from './data/index.ts';
import type { SignedIn } from './lifter-context.ts';

/** What screens ask for, and under which key it is kept until a write makes it old. */
export const queries = {
  nextSession: ({ client, lifter }: SignedIn, day: string) =>
    queryOptions({
      queryKey: ['next session', lifter.id, day],
      queryFn: () => nextSession(client, lifter.id, day),
    }),
  activeProgram: ({ client, lifter }: SignedIn) =>
    queryOptions({
      queryKey: ['active program', lifter.id],
      queryFn: () => activeProgram(client, lifter.id),
    }),
  newestMaxes: ({ client, lifter }: SignedIn) =>
    queryOptions({
      queryKey: ['newest maxes', lifter.id],
      queryFn: () => newestMaxes(client, lifter.id),
    }),
  week: ({ client }: SignedIn, program: string, week: number) =>
    queryOptions({
      queryKey: ['week', program, week],
      queryFn: () => weekSessions(client, program, week),
    }),
  history: ({ client, lifter }: SignedIn, page: number) =>
    queryOptions({
      queryKey: ['history', lifter.id, page],
      queryFn: () => completedSessions(client, lifter.id, page),
    }),
  logs: ({ client }: SignedIn, session: string) =>
    queryOptions({
      queryKey: ['logs', session],
      queryFn: () => logsOfSessions(client, [session]),
    }),
  metrics: ({ client, lifter }: SignedIn, lift: Lift) =>
    queryOptions({
      queryKey: ['metrics', lifter.id, lift],
      queryFn: () => metricsOfLift(client, lifter.id, lift),
    }),
};

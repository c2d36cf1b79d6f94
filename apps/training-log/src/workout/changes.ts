import type { ActualSet } from '@parakeet/db-types';
import type { Draft } from './draft.ts';

/** A set as lifted, without its number. */
export type LiftedSet = Omit<ActualSet, 'set_number'>;

interface Numbered {
  readonly set_number: number;
}
interface WithSets {
  readonly sets: ActualSet[];
}

/** Adds a set at the end, with an unused number. */
export function addSet<Of extends WithSets>(draft: Of, set: LiftedSet): Of {
  return { ...draft, sets: numbered(draft.sets, set) };
}

function numbered<Lifted extends object>(
  sets: readonly (Lifted & Numbered)[],
  set: Lifted,
): (Lifted & Numbered)[] {
  const set_number = Math.max(0, ...sets.map((one) => one.set_number)) + 1;
  return [...sets, { ...set, set_number }];
}

/** Replaces the values of one set. */
export function changeSet<Of extends WithSets>(draft: Of, number: number, set: LiftedSet): Of {
  return {
    ...draft,
    sets: draft.sets.map((one) => {
      if (one.set_number !== number) return one;
      // values that are not entered any more are removed; keys of a newer app stay
      const { rpe_actual: _rpe, notes: _notes, ...rest } = one;
      return { ...rest, ...set };
    }),
  };
}

/** Takes a set out. */
export function removeSet<Of extends { readonly sets: readonly Numbered[] }>(
  draft: Of,
  number: number,
): Of {
  return {
    ...draft,
    sets: draft.sets.filter(({ set_number }) => set_number !== number),
  };
}

/** Moves a set one place up (-1) or down (1); at the end of the list it stays. */
export function moveSet<Of extends WithSets>(draft: Of, number: number, direction: 1 | -1): Of {
  const from = draft.sets.findIndex(({ set_number }) => set_number === number);
  const set = draft.sets[from];
  const to = from + direction;
  if (set === undefined || to < 0 || to >= draft.sets.length) return draft;
  const others = draft.sets.toSpliced(from, 1);
  return { ...draft, sets: others.toSpliced(to, 0, set) };
}

type Auxiliary = Draft['auxiliary'][number]['sets'][number];

/** Adds a set of an auxiliary exercise. */
export function addAuxiliary(
  draft: Draft,
  exercise: string,
  set: Omit<Auxiliary, 'set_number'>,
): Draft {
  const before = draft.auxiliary.find((one) => one.exercise === exercise)?.sets ?? [];
  const now = { exercise, sets: numbered(before, set) };
  return {
    ...draft,
    auxiliary:
      before.length === 0
        ? [...draft.auxiliary, now]
        : draft.auxiliary.map((one) => (one.exercise === exercise ? now : one)),
  };
}

/** Removes a set of an auxiliary exercise. An exercise without sets was not done. */
export function removeAuxiliary(draft: Draft, exercise: string, number: number): Draft {
  return {
    ...draft,
    auxiliary: draft.auxiliary
      .map((one) => (one.exercise === exercise ? removeSet(one, number) : one))
      .filter(({ sets }) => sets.length > 0),
  };
}

/** The longest pause that counts, because a lifter may forget to finish. */
const longestPauseMs = 3 * 3_600_000;

/**
 * The draft, with the time since its last change.
 *
 * @param now the wall clock, in milliseconds
 * @param steadyMs the time by a clock that does not jump, if this page made the last change
 */
export function passTime(draft: Draft, now: number, steadyMs?: number): Draft {
  const passed = steadyMs ?? now - Date.parse(draft.changed_at);
  const counted = Math.min(Math.max(0, Math.round(passed)), longestPauseMs);
  return {
    ...draft,
    elapsed_ms: draft.elapsed_ms + counted,
    changed_at: new Date(now).toISOString(),
  };
}

/** Ends a workout. Its end is the start plus the measured duration, whatever the clock says now. */
export function endWorkout(draft: Draft): Draft & { readonly completed_at: string } {
  const ended = new Date(Date.parse(draft.started_at) + draft.elapsed_ms).toISOString();
  return { ...draft, completed_at: draft.completed_at ?? ended };
}

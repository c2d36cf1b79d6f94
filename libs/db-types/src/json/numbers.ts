import { halfSteps, wholeNumber } from '@parakeet/schema-runtime/contracts';

/** A weight in grams, up to a tonne; 0 is an empty hand. */
export const grams = /* @__PURE__ */ wholeNumber(0, 1_000_000);

/** The place of a set in its session, counted from 1. */
export const setNumber = /* @__PURE__ */ wholeNumber(1, 200);

/** Rate of perceived exertion: 1 is no effort, 10 is all that one had. */
export const rpe = /* @__PURE__ */ halfSteps(1, 10);

/** Sets counted for a muscle group in one session: a secondary muscle counts half a set. */
export const muscleSets = /* @__PURE__ */ halfSteps(0, 200);

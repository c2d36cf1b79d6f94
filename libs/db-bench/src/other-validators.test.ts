import { fixtures } from '@parakeet/db-types/fixtures';
import { describe, expect, it } from 'vitest';
import { isOutdated, otherValidators, outdated } from './other-validators.ts';

const { accepts, refuses } = fixtures.session_logs.actual_sets;

describe.each(Object.entries(otherValidators))('the contract of actual_sets in %s', (_, takes) => {
  it('takes and refuses what the contract does', (test) => {
    // after a change of the contract, until other-validators.ts follows
    if (isOutdated) test.skip(outdated);
    const wrong = [
      ...Object.entries(accepts).filter(([, text]) => !takes(JSON.parse(text))),
      ...Object.entries(refuses).filter(([, text]) => takes(JSON.parse(text))),
    ].map(([reason]) => reason);
    expect(wrong).toEqual([]);
  });
});

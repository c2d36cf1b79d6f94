import { describe, expect, it } from 'vitest';
import register from '../../../../docs/errors.md?raw';
import { Away, Refusal } from './refusal.ts';
import { codeWords, inWords } from './words.ts';

describe('an error in words', () => {
  it('is the comment of the rule if the app has no words of its own', () => {
    const refusal = new Refusal(
      '23514',
      'new row for relation "warmup_configs" violates check constraint "warmup_configs_updated_at_check"',
    );
    expect(inWords(refusal)).toEqual({
      sentence: 'A time in the years 1 to 9999, in UTC: what clients can read.',
    });
  });

  it('has each code of our own that a client may meet', () => {
    const ours = [...register.matchAll(/\| `(PK\d{3})` \|/g)].map(([, code]) => code);
    expect(ours.length).toBeGreaterThan(2);
    expect(Object.keys(codeWords)).toEqual(
      expect.arrayContaining(ours.filter((code) => code !== 'PK901')),
    );
  });

  it('is shown at the field of its constraint', () => {
    const refusal = new Refusal(
      '23514',
      'new row for relation "lifter_maxes" violates check constraint "lifter_maxes_bench_1rm_grams_check"',
    );
    expect(refusal.constraint).toBe('lifter_maxes_bench_1rm_grams_check');
    expect(inWords(refusal)).toEqual({
      field: 'bench',
      sentence: 'A one-rep max is more than 0 and at most 1000 kg.',
    });
  });

  it('keeps the database’s message if there are no words for it', () => {
    expect(inWords(new Refusal('22P05', 'no such character')).sentence).toBe(
      'This was refused: no such character',
    );
    expect(inWords(new Refusal('XX000', 'boom')).sentence).not.toMatch(/boom|XX000/);
    expect(inWords(new Away('Failed to fetch')).sentence).toContain('kept');
  });
});

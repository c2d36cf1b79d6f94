import {
  atLeastOne,
  list,
  number,
  ordered,
  strict,
  text,
  uniqueBy,
  wholeNumber,
  word,
} from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';

/** A change of a contract, and what apps write before and after it. */
export interface Change {
  /** The rules that are found. */
  readonly found: readonly string[];
  readonly before: z.ZodType;
  readonly after: z.ZodType;
  /** Documents of the installed app. */
  readonly old: readonly unknown[];
  /** Documents of a newer app. */
  readonly now: readonly unknown[];
}

const reps = wholeNumber(0, 100);
const versions = (...all: number[]) => {
  const [first = 1, ...more] = all;
  const one = (version: number) => strict({ version: z.literal(version), [`a${version}`]: reps });
  return z.discriminatedUnion('version', [one(first), ...more.map(one)]);
};
const sets = () => z.array(strict({ set_number: wholeNumber(1, 9), reps })).max(9);

/** By the table that has the contract. */
export const changes: Readonly<Record<string, Change>> = {
  an_optional_key: {
    found: ['key-add-optional'],
    before: strict({ reps }),
    after: strict({ reps, tempo: reps.exactOptional() }),
    old: [{ reps: 1 }],
    now: [{ reps: 1 }, { reps: 1, tempo: 3 }],
  },
  a_required_key: {
    found: ['key-add-required'],
    before: strict({ reps }),
    after: strict({ reps, tempo: reps }),
    old: [{ reps: 1 }],
    now: [{ reps: 1, tempo: 3 }],
  },
  a_key_that_is_gone: {
    found: ['key-no-delete'],
    before: strict({ reps, tempo: reps }),
    after: strict({ reps }),
    old: [{ reps: 1, tempo: 3 }],
    now: [{ reps: 1 }],
  },
  a_key_made_optional: {
    found: ['key-made-optional'],
    before: strict({ reps }),
    after: strict({ reps: reps.exactOptional() }),
    old: [{ reps: 1 }],
    now: [{}, { reps: 1 }],
  },
  a_key_made_required: {
    found: ['key-made-required'],
    before: strict({ reps: reps.exactOptional() }),
    after: strict({ reps }),
    old: [{}, { reps: 1 }],
    now: [{ reps: 1 }],
  },
  null_that_is_new: {
    found: ['json-null-add'],
    before: strict({ reps }),
    after: strict({ reps: reps.nullable() }),
    old: [{ reps: 1 }],
    now: [{ reps: null }, { reps: 1 }],
  },
  null_that_is_gone: {
    found: ['json-null-remove'],
    before: strict({ reps: reps.nullable() }),
    after: strict({ reps }),
    old: [{ reps: null }],
    now: [{ reps: 1 }],
  },
  a_word: {
    found: ['word-add'],
    before: strict({ feel: word(['good', 'bad']) }),
    after: strict({ feel: word(['good', 'bad', 'great']) }),
    old: [{ feel: 'good' }, { feel: 'bad' }],
    now: [{ feel: 'great' }],
  },
  a_word_that_is_gone: {
    found: ['word-no-delete'],
    before: strict({ feel: word(['good', 'bad']) }),
    after: strict({ feel: word(['good']) }),
    old: [{ feel: 'bad' }],
    now: [{ feel: 'good' }],
  },
  a_wider_range: {
    found: ['json-range-widen'],
    before: strict({ reps }),
    after: strict({ reps: wholeNumber(0, 200) }),
    old: [{ reps: 0 }, { reps: 100 }],
    now: [{ reps: 200 }],
  },
  a_narrower_range: {
    found: ['json-range-narrow'],
    before: strict({ reps }),
    after: strict({ reps: wholeNumber(1, 100) }),
    old: [{ reps: 0 }],
    now: [{ reps: 1 }, { reps: 100 }],
  },
  whole_numbers_alone: {
    found: ['json-range-narrow'],
    before: strict({ reps: number(0, 100) }),
    after: strict({ reps }),
    old: [{ reps: 0.25 }],
    now: [{ reps: 7 }],
  },
  a_longer_text: {
    found: ['json-range-widen'],
    before: strict({ note: text(0, 3) }),
    after: strict({ note: text(0, 4) }),
    old: [{ note: 'abc' }],
    now: [{ note: 'abcd' }],
  },
  a_shorter_list: {
    found: ['json-range-narrow'],
    before: list(reps, 0, 3),
    after: list(reps, 0, 2),
    old: [[1, 2, 3]],
    now: [[1, 2]],
  },
  another_kind: {
    found: ['json-type-same'],
    before: strict({ reps }),
    after: strict({ reps: text(0, 9) }),
    old: [{ reps: 5 }],
    now: [{ reps: '5' }],
  },
  a_version: {
    found: ['variant-add'],
    before: versions(1),
    after: versions(1, 2),
    old: [{ version: 1, a1: 1 }],
    now: [{ version: 2, a2: 1 }],
  },
  a_version_that_is_gone: {
    found: ['variant-no-delete'],
    before: versions(1, 2),
    after: versions(2),
    old: [{ version: 1, a1: 1 }],
    now: [{ version: 2, a2: 1 }],
  },
  a_rule: {
    found: ['json-rule-add'],
    before: sets(),
    after: uniqueBy(sets(), 'set_number'),
    old: [[1, 1].map((one) => ({ set_number: one, reps: 5 }))],
    now: [[1, 2].map((one) => ({ set_number: one, reps: 5 }))],
  },
  a_rule_that_is_gone: {
    found: ['json-rule-delete'],
    before: ordered(strict({ low: reps, high: reps }), ['low', 'high']),
    after: strict({ low: reps, high: reps }),
    old: [{ low: 1, high: 2 }],
    now: [{ low: 2, high: 1 }],
  },
  a_key_of_several: {
    found: ['json-rule-add'],
    before: strict({ low: reps.exactOptional(), high: reps.exactOptional() }),
    after: atLeastOne(strict({ low: reps.exactOptional(), high: reps.exactOptional() })),
    old: [{}],
    now: [{ low: 2 }],
  },
  any_keys: {
    found: ['strict-to-loose'],
    before: strict({ reps }),
    after: z.looseObject({ reps }),
    old: [{ reps: 1 }],
    now: [{ reps: 1, tempo: 'slow' }],
  },
  no_other_keys: {
    found: ['loose-to-strict'],
    before: z.looseObject({ reps }),
    after: strict({ reps }),
    old: [{ reps: 1, tempo: 'slow' }],
    now: [{ reps: 1 }],
  },
};

/** Changes of how a contract is written, which change nothing. */
export const nearMisses: Readonly<Record<string, Omit<Change, 'found'>>> = {
  keys_in_another_order: {
    before: strict({ low: reps, high: reps }),
    after: strict({ high: reps, low: reps }),
    old: [{ low: 1, high: 2 }],
    now: [{ high: 2, low: 1 }],
  },
  words_in_another_order: {
    before: strict({ feel: word(['good', 'bad']) }),
    after: strict({ feel: word(['bad', 'good']) }),
    old: [{ feel: 'good' }],
    now: [{ feel: 'bad' }],
  },
  a_part_with_a_name: {
    before: strict({ sets: sets() }),
    after: strict({ sets: sets().describe('The sets.') }),
    old: [{ sets: [{ set_number: 1, reps: 5 }] }],
    now: [{ sets: [] }],
  },
};

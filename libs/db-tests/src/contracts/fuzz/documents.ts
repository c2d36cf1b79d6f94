import fc from 'fast-check';
import type * as z from 'zod';
import { changePlace, countPlaces, toJson, withStorableShadows } from './document.ts';
import type { Document } from './document.ts';
import { picker } from './mutation.ts';
import { mutationNames, mutations, type MutationName } from './mutations.ts';
import { anyJson } from './payloads.ts';
import { documentsOfMostBytes, validDocument } from './valid-documents.ts';

/** What is done to the text of a document: to most of them nothing. */
type Edit = 'white space' | 'noise' | undefined;

/** A document to try, and what it is made from. */
export interface TriedDocument {
  /** JSON that JSON.parse reads, and well-formed Unicode, since it is sent as UTF-8. */
  readonly text: string;
  readonly from: Base['from'];
  /** What was done to it, in order. */
  readonly mutations: readonly MutationName[];
  readonly edit: Edit;
}

/** What a document was before something was done to it. */
interface Base {
  readonly document: Document;
  readonly from: 'contract' | 'any JSON' | 'most bytes';
}

/** What fast-check chose, from which everything else follows. */
interface Choices {
  readonly base: Base;
  readonly changes: readonly Change[];
  readonly edit: Edit;
  readonly editing: Change;
}

/** A mutation, a place of those that it takes, and what it picks there. */
interface Change {
  readonly mutation: number;
  readonly place: number;
  readonly choice: number;
}

/**
 * Documents to try against a contract: valid ones, the same with one change or several, and any
 * JSON. fast-check shrinks one to fewer changes of a smaller document.
 */
export function documents(contract: z.core.$ZodType): fc.Arbitrary<TriedDocument> {
  const change = fc
    .tuple(fc.nat({ max: mutationNames.length - 1 }), fc.nat(), fc.nat())
    .map(([mutation, place, choice]): Change => ({ mutation, place, choice }));
  const valid = validDocument(contract);
  const large = documentsOfMostBytes(contract);
  const base: fc.Arbitrary<Base> = fc.oneof(
    { arbitrary: valid.map((document) => ({ document, from: 'contract' as const })), weight: 950 },
    { arbitrary: anyJson.map((document) => ({ document, from: 'any JSON' as const })), weight: 50 },
    ...(large
      ? [
          {
            arbitrary: large.map((document) => ({ document, from: 'most bytes' as const })),
            weight: 2,
          },
        ]
      : []),
  );
  const changes = fc.oneof(
    { arbitrary: fc.constant<Change[]>([]), weight: 3 },
    { arbitrary: change.map((only) => [only]), weight: 12 },
    { arbitrary: fc.array(change, { minLength: 2, maxLength: 4 }), weight: 5 },
  );
  const edit = fc.constantFrom<Edit[]>(
    ...Array.from({ length: 18 }, () => undefined),
    'white space',
    'noise',
  );
  return fc
    .tuple(base, changes, edit, change)
    .map(([from, asked, edited, editing]) =>
      from.from === 'most bytes'
        ? make({ base: from, changes: [], edit: undefined, editing })
        : make({ base: from, changes: asked, edit: edited, editing }),
    );
}

function make({ base, changes, edit, editing }: Choices): TriedDocument {
  let { document } = base;
  const done: MutationName[] = [];
  for (const change of changes) {
    const name = mutationFor(document, change.mutation);
    const { takes, change: mutate } = mutations[name];
    const place = change.place % countPlaces(document, takes);
    const pick = picker(change.choice);
    document = changePlace(document, takes, place, (found) => mutate(found, pick));
    done.push(name);
  }
  const sent = withStorableShadows(document);
  const text = edit === 'white space' ? toJson(sent, whiteSpace(editing)) : toJson(sent);
  return {
    text: edit === 'noise' ? withNoise(text, editing) : text,
    from: base.from,
    mutations: done,
    edit,
  };
}

/** The first mutation from one on that takes a place of the document; some take any. */
function mutationFor(document: Document, from: number): MutationName {
  const order = [...mutationNames.slice(from), ...mutationNames.slice(0, from)];
  const found = order.find((name) => countPlaces(document, mutations[name].takes) > 0);
  if (found === undefined) throw new Error('no mutation takes any value');
  return found;
}

function whiteSpace({ choice }: Change): string {
  return picker(choice)([' ', '\n', '\t\r\n ']);
}

/** A character more, less or another, wherever that is still JSON. */
function withNoise(text: string, { place, choice }: Change): string {
  const pick = picker(choice);
  const at = place % (text.length + 1);
  const character = pick('0159-.e",[]{} a'.split(''));
  const edited = text.slice(0, at) + pick([character, '']) + text.slice(at + pick([0, 1]));
  // what is no Unicode cannot be sent, and what Postgres has no number for says nothing
  if (/\p{Surrogate}/u.test(edited) || /e[+-]?\d{5}/i.test(edited)) return text;
  try {
    JSON.parse(edited);
    return edited;
  } catch {
    return text;
  }
}

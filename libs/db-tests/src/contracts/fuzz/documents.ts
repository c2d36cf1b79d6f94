import fc from 'fast-check';
import type * as z from 'zod';
import { changePlace, countPlaces, toJson, withStorableShadows } from './document.ts';
import type { Document } from './document.ts';
import { picker } from './mutation.ts';
import { mutationNames, mutations, type MutationName } from './mutations.ts';
import { anyJson } from './payloads.ts';
import { documentsOfMostBytes, validDocument } from './valid-documents.ts';

/** The change to the text of a document; most documents stay as they are. */
type Edit = 'white space' | 'noise' | undefined;

/** A document to try, with its origin. */
export interface TriedDocument {
  /** Valid JSON and well-formed Unicode, because it is sent as UTF-8. */
  readonly text: string;
  readonly from: Base['from'];
  /** The applied changes, in order. */
  readonly mutations: readonly MutationName[];
  readonly edit: Edit;
}

/** The document before a change. */
interface Base {
  readonly document: Document;
  readonly from: 'contract' | 'any JSON' | 'most bytes';
}

/** The choices of fast-check. They determine everything else. */
interface Choices {
  readonly base: Base;
  readonly changes: readonly Change[];
  readonly edit: Edit;
  readonly editing: Change;
}

/** A mutation, one of its possible places, and its choice there. */
interface Change {
  readonly mutation: number;
  readonly place: number;
  readonly choice: number;
}

/**
 * Documents for a contract: valid ones, valid ones with one or several changes, and any JSON.
 * fast-check shrinks a document to fewer changes of a smaller one.
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

/** The first applicable mutation, from a given one on. Some apply to every document. */
function mutationFor(document: Document, from: number): MutationName {
  const order = [...mutationNames.slice(from), ...mutationNames.slice(0, from)];
  const found = order.find((name) => countPlaces(document, mutations[name].takes) > 0);
  if (found === undefined) throw new Error('no mutation takes any value');
  return found;
}

function whiteSpace({ choice }: Change): string {
  return picker(choice)([' ', '\n', '\t\r\n ']);
}

/** Adds, removes or replaces a character, wherever the text stays valid JSON. */
function withNoise(text: string, { place, choice }: Change): string {
  const pick = picker(choice);
  const at = place % (text.length + 1);
  const character = pick('0159-.e",[]{} a'.split(''));
  const edited = text.slice(0, at) + pick([character, '']) + text.slice(at + pick([0, 1]));
  // invalid Unicode cannot be sent, and a number that Postgres lacks proves nothing
  if (/\p{Surrogate}/u.test(edited) || /e[+-]?\d{5}/i.test(edited)) return text;
  try {
    JSON.parse(edited);
    return edited;
  } catch {
    return text;
  }
}

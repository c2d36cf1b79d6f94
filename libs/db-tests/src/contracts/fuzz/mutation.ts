import type { Document } from './document.ts';

/** Picks one of some options, as fast-check chose. */
export type Pick = <Option>(options: readonly Option[]) => Option;

/** A change at one place of a document. */
export interface Mutation {
  readonly takes: (place: Document) => boolean;
  readonly change: (place: Document, pick: Pick) => Document;
}

/** A change of places of one kind. */
export function mutate<Kind extends Document['kind']>(
  kind: Kind,
  change: (place: Extract<Document, { readonly kind: Kind }>, pick: Pick) => Document,
  when: (place: Extract<Document, { readonly kind: Kind }>) => boolean = () => true,
): Mutation {
  const isOne = (place: Document): place is Extract<Document, { readonly kind: Kind }> =>
    place.kind === kind;
  return {
    takes: (place) => isOne(place) && when(place),
    change: (place, pick) => (isOne(place) ? change(place, pick) : place),
  };
}

/** @param choice any natural number; later picks use the rest that earlier ones left of it */
export function picker(choice: number): Pick {
  let left = choice;
  return (options) => {
    const [option] = options.slice(left % options.length);
    if (option === undefined) throw new Error('there is nothing to pick from');
    left = Math.floor(left / options.length);
    return option;
  };
}

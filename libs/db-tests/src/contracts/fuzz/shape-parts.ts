import * as z from 'zod';

/** A tree of a schema that contains itself. */
export const Category = z.object({
  name: z.string().min(1),
  get children() {
    return z.array(Category);
  },
});

/** A tree of two schemas that contain each other. */
export const Leaf = z.strictObject({ value: z.number().lte(1.05) });
type Branch = { readonly nodes: readonly (Branch | z.infer<typeof Leaf>)[] };
export const Branches: z.ZodType<Branch> = z.strictObject({
  get nodes(): z.ZodType<Branch['nodes']> {
    return z.array(z.union([Leaf, Branches]));
  },
});

/** A list of links. Each level is a call of the function. */
export const Chain = z.object({
  weight: z.number().lte(1.05),
  get next() {
    return Chain.nullish();
  },
});

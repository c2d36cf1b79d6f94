import * as z from 'zod';
import { colours } from '@/colours';

export const ProductDetails = z.strictObject({
  colour: z.enum(colours),
  litres: z.number().min(0).max(100).optional(),
});
export type ProductDetails = z.infer<typeof ProductDetails>;

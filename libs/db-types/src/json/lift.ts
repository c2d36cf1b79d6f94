import { word } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';

/** The three lifts of powerlifting. */
export const Lift = word(['squat', 'bench', 'deadlift']);
export type Lift = z.output<typeof Lift>;

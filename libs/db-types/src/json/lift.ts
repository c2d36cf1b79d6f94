import type * as z from 'zod';
import { word } from './building-blocks.ts';

/** The three lifts of powerlifting. */
export const Lift = word(['squat', 'bench', 'deadlift']);
export type Lift = z.output<typeof Lift>;

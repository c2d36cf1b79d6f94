import { deepest, withRule } from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import type { Json } from '../generated/supabase.ts';

/** 256 KiB, in bytes. */
const mostBytes = 256 * 1024;

/**
 * `recovery_snapshots.raw_payload`: an object of any keys and JSON values, at most 256 KiB of UTF-8
 * as Postgres writes it (`octet_length(raw_payload::text)`: a space after each comma and colon,
 * numbers without exponent), and at most 500 levels of objects and lists. Parsing returns the same
 * object.
 */
export const RecoveryPayload = withRule(z.custom<{ [key: string]: Json | undefined }>(), {
  rule: 'json_object',
  max_depth: deepest,
  max_bytes: mostBytes,
}).meta({ description: "The object that the wearable's vendor sent, as it came." });
export type RecoveryPayload = z.output<typeof RecoveryPayload>;

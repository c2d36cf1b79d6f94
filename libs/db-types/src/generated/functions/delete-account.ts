// Generated from the database by schema-tools. Do not edit.
import { noSuch } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Database } from '../database.ts';

/**
 * Deletes the account of the caller with all of its rows. Runs as its owner, since a lifter
 * may not change auth.users. A second call changes nothing.
 *
 * The arguments of `delete_account`. One that it does not have is an error.
 */
export const DeleteAccountArgs = z.strictObject({}, noSuch('argument', 'delete_account'));
export type DeleteAccountArgs = Database['public']['Functions']['delete_account']['Args'];

/**
 * Stands in the built app for the files of supabase-js (`client.storage`), which it makes with
 * every client and which this app has no use for.
 */
export class StorageClient {
  from(): never {
    throw new Error('This app keeps no files: its build leaves storage out (vite.config.ts).');
  }
}
export class StorageApiError extends Error {}

// Stands in the built app for the parts of supabase-js that it makes with every client, and that
// this app has no use for: Storage and Realtime (vite.config.ts).

/** Of `client.storage`. */
export class StorageClient {
  from(): never {
    throw leftOut('Storage');
  }
}
export class StorageApiError extends Error {}

/** Of `client.realtime`. */
export class RealtimeClient {
  /** The client hands each new token on. */
  setAuth(): void {}
  channel(): never {
    throw leftOut('Realtime');
  }
}

function leftOut(part: string): Error {
  return new Error(`The build of this app leaves ${part} out of supabase-js (vite.config.ts).`);
}

// What a page asks for by itself beside the entry, by who opens it and at which address.

/** supabase-js: nobody can sign in before it is there. */
export const ofNobody = ['src/data/client.ts'] as const;
/** The rows that this device knows. supabase-js comes after the screen, which is made of them. */
export const ofLifter = ['src/store/open.ts'] as const;
/** The screens that are opened by their address. */
export const ofPath = {
  '/': ['src/screens/today.tsx'],
  '/progress': ['src/screens/progress.tsx'],
  '/history': ['src/screens/history.tsx'],
} as const;

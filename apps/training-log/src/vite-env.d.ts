interface ImportMetaEnv {
  /** Address of the Supabase project. */
  readonly VITE_SUPABASE_URL?: string;
  /** Its publishable key. */
  readonly VITE_SUPABASE_KEY?: string;
}

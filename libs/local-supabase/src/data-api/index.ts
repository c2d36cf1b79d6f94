export { createApi, type Api, type ApiDatabase } from './api.ts';
export { createKeys, readKeys, type ApiKeys } from './keys.ts';
export { listen, type ListeningApi } from './listen.ts';
export { defaultSettings, type ApiSettings } from './settings.ts';
export { choosePostgrest } from './postgrest/choose-postgrest.ts';
export { Postgrest } from './postgrest/postgrest.ts';
export { serve } from './serve.ts';

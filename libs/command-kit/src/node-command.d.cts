export const nodeParameters: readonly string[];
export const nodeEnvironment: Readonly<Record<'NODE_COMPILE_CACHE', string>>;

export const colours = ['red', 'blue'] as const;

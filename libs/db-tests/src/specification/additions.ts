/**
 * What later migrations added to the specification, each with the reason. Whatever is in the
 * database and neither in the specification nor here fails the proof.
 *
 * Keys are as the proof names things: `table`, `table.column`, `index <name>`, and
 * `table: unique <name>`, `table: check <name>`, `table: foreign key <name>` with the name of
 * the constraint. A listed table needs no lines for what is in it.
 */
export const additions: Readonly<Record<string, string>> = {};

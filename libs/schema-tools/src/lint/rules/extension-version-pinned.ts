import type { Node } from 'libpg-query';
import type { TextRule } from '../rule.ts';

export const extensionVersionPinned: TextRule = {
  id: 'extension-version-pinned',
  level: 'note',
  advisor: '0022',
  says: 'A migration asks for one version of an extension.',
  why:
    'Hosted Supabase upgrades extensions and stops offering old versions. The project then stays ' +
    'behind, and on a new project the file fails.',
  wayOut: 'Leave the version out: a new database gets the one that its server recommends.',
  text: ({ tree, text }) => {
    const made = 'CreateExtensionStmt' in tree ? tree.CreateExtensionStmt : undefined;
    const altered = 'AlterExtensionStmt' in tree ? tree.AlterExtensionStmt : undefined;
    const { extname, options = [] } = made ?? altered ?? {};
    const version = options.map(versionIn).find((one) => one !== undefined);
    if (extname === undefined || version === undefined) return [];
    const at = Math.max(text.indexOf(version), 0);
    return [{ object: extname, says: `is to have version ${version}`, at }];
  },
  bad: `create extension citext with schema extensions version '1.6';`,
  good: `
    create extension citext with schema extensions;
    alter extension citext update;`,
};

function versionIn(node: Node): string | undefined {
  if (!('DefElem' in node) || node.DefElem.defname !== 'new_version') return undefined;
  const { arg } = node.DefElem;
  return arg && 'String' in arg ? arg.String.sval : undefined;
}

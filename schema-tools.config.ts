import { defineConfig } from '@parakeet/schema-tools/config';

export default defineConfig({
  types: 'libs/db-types/src/generated',
  importEnding: '.ts',
  contracts: 'libs/db-types/src/json/contracts.ts',
  requireContracts: true,
  fixtures: 'libs/db-types/src/json/fixtures',
  errorsPage: 'docs/errors.md',
  docs: {
    chapters: {
      Guides: ['README.md', 'docs/guides', 'docs/production.md', 'docs/contracts.md'],
      'The data': ['docs/specification.md', 'docs/domain.md', 'docs/errors.md', 'docs/glossary.md'],
      Rules: ['docs/lint.md', 'docs/breaking.md', 'docs/hosted-differences.md'],
      Decisions: ['docs/adr'],
    },
  },
  allowances: {
    '20261123095507': [
      '-- allow: rows public.profiles: the accounts that had no profile get theirs',
    ],
  },
});

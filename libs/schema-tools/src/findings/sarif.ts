import { shortPath } from '../project/project.ts';
import type { Finding, Report, RuleWords } from './finding.ts';

/** SARIF 2.1.0. It includes allowed findings with their reasons. */
export function sarifOf(
  tool: string,
  reports: readonly Report[],
  wordsOf: (rule: string) => RuleWords,
) {
  const used = [...new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: `parakeet ${tool}`,
            rules: used.toSorted().map((id) => {
              const { says, help } = wordsOf(id);
              return { id, shortDescription: { text: says }, help: { text: help } };
            }),
          },
        },
        results: reports.flatMap(({ context, findings }) =>
          findings.map(({ rule, level, object, says, place, allowed }) => ({
            ruleId: rule,
            level,
            message: { text: `${object}: ${says}${context === undefined ? '' : ` (${context})`}` },
            ...(place ? { locations: [locationOf(place)] } : {}),
            ...(allowed === undefined
              ? {}
              : { suppressions: [{ kind: 'inSource', justification: allowed }] }),
          })),
        ),
      },
    ],
  };
}

function locationOf({ path, line, caret }: NonNullable<Finding['place']>) {
  const region = { startLine: line, ...(caret ? { startColumn: caret.column } : {}) };
  return { physicalLocation: { artifactLocation: { uri: shortPath(path) }, region } };
}

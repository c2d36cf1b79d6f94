import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { count } from '@parakeet/command-kit';
import type pg from 'pg';
import { functionsSchema } from '../contracts/places.ts';
import { project } from '../project/project.ts';
import { readTypeScriptModules } from '../project/typescript-modules.ts';
import type { DatabaseObjects } from './catalogue/read-objects.ts';
import { keyOf, type Drift } from './drift.ts';
import { documentsLike } from './documents.ts';
import type { Expected } from './expected.ts';

/** The remaining drifts, and explanations of those that turned out to be none. */
interface Judgement {
  readonly drifts: readonly Drift[];
  readonly remarks: readonly string[];
}

/**
 * Compares the functions of contracts by their results. The files' version and the database's judge
 * the same documents: the project's fixtures and small variations. If one document gets different
 * results, it is named. If none does, the different texts are not drift.
 */
export async function judgeContracts(
  drifts: readonly Drift[],
  there: DatabaseObjects,
  { client }: Expected,
): Promise<Judgement> {
  const asked = drifts.filter(isContract);
  if (asked.length === 0) return { drifts, remarks: [] };
  const seeds = await fixtureDocuments();
  const remarks: string[] = [];
  const judged = new Map<Drift, Drift | undefined>();
  await client.query('begin');
  try {
    const trials = [];
    for (const drift of asked) {
      const texts = drift.differences.flatMap(({ there: is, should }) => [is ?? '', should ?? '']);
      const documents = documentsLike(seeds, texts.join('\n'));
      trials.push({ drift, documents, should: await verdicts(client, drift, documents) });
    }
    // one may call another, so all are replaced before the first call
    for (const { drift } of trials) {
      await client.query(String(there.get(keyOf(drift))?.parts['definition']));
    }
    for (const { drift, documents, should } of trials) {
      const is = await verdicts(client, drift, documents);
      const differing = documents.findIndex((_, place) => is[place] !== should[place]);
      if (differing >= 0) {
        judged.set(
          drift,
          withVerdict(drift, documents[differing], is[differing], should[differing]),
        );
      } else if (should.includes(true) && should.includes(false)) {
        remarks.push(
          `${drift.name} has another text, but the same verdict on ` +
            `${count(documents.length, 'document')}.`,
        );
        judged.set(drift, withoutBody(drift));
      }
    }
  } finally {
    await client.query('rollback');
  }
  return {
    drifts: drifts.flatMap((drift) => (judged.has(drift) ? (judged.get(drift) ?? []) : [drift])),
    remarks,
  };
}

/** Whether a function is compiled from a contract: its only argument is a document. */
function isContract({ kind, is, there, differences }: Drift): boolean {
  return (
    kind === 'function' &&
    is === 'changed' &&
    there?.schema === functionsSchema &&
    there.facts['arguments'] === 'document jsonb' &&
    there.facts['returns'] === 'boolean' &&
    differences.some(({ fact }) => fact === 'body')
  );
}

/** A function's results for documents; null if it fails. */
async function verdicts(
  client: pg.ClientBase,
  { name }: Drift,
  documents: readonly string[],
): Promise<(boolean | null)[]> {
  const call = name.replace(/\(.*$/, '');
  await client.query('savepoint verdicts');
  try {
    const { rows } = await client.query<{ verdict: boolean | null }>(
      `select ${call}(document::jsonb) as verdict
       from unnest($1::text[]) with ordinality as all_of_them (document, place) order by place`,
      [documents],
    );
    return rows.map(({ verdict }) => verdict);
  } catch {
    await client.query('rollback to savepoint verdicts');
    return documents.map(() => null);
  }
}

function withVerdict(
  drift: Drift,
  document: string | undefined,
  is: boolean | null | undefined,
  should: boolean | null | undefined,
): Drift {
  const inWords = (verdict: boolean | null | undefined) => {
    const verb = verdict === true ? 'takes' : verdict === false ? 'refuses' : 'fails on';
    return `${verb} ${document?.slice(0, 200)}`;
  };
  return {
    ...drift,
    differences: drift.differences.map((one) =>
      one.fact === 'body' ? { fact: 'verdict', there: inWords(is), should: inWords(should) } : one,
    ),
  };
}

/** The comment of such a function names its contract, and changes with the body. */
function withoutBody(drift: Drift): Drift | undefined {
  const differences = drift.differences.filter(({ fact }) => fact !== 'body' && fact !== 'comment');
  return differences.length === 0 ? undefined : { ...drift, differences };
}

/** The documents of the project's fixtures, as texts; none without fixtures. */
async function fixtureDocuments(): Promise<string[]> {
  const folder = project().fixtures;
  if (folder === undefined) return [];
  readTypeScriptModules();
  const files = (await readdir(folder)).filter((file) => /(?<!\.test)\.[mc]?[jt]s$/.test(file));
  const found: string[] = [];
  for (const file of files) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(folder, file)).href);
    for (const name of ['accepts', 'refuses']) {
      const documents = module[name];
      if (typeof documents !== 'object' || documents === null) continue;
      found.push(...Object.values(documents).filter((one) => typeof one === 'string'));
    }
  }
  return found;
}

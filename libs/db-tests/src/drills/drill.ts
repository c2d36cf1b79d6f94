import { readMigrationFiles, replay, type MigrationFile } from '@parakeet/schema-tools';
import pg from 'pg';
import { createRunDatabase, dropRunDatabase } from '@parakeet/db-harness';
import { MadeRows } from '@parakeet/db-harness/made-rows';
import { findMadeDeletionFaults } from '../accounts/deletion.ts';
import { findUncommented } from '../integrity/uncommented.ts';
import { findGuardFaults } from '@parakeet/db-harness/guards';
import { findUndeclaredIn } from '../specification/declared.ts';
import { factsOf } from '../specification/differences.ts';
import { specification } from '../specification/statement.ts';
import { proveRefusals, proveRowsKept } from '../upgrade/prove-step.ts';
import {
  askStep,
  copyStep,
  dropSteps,
  inDatabase,
  makeStep,
  makeSteps,
  readStep,
  type Step,
  withCopyOf,
} from '../upgrade/steps.ts';

/**
 * The last migration before the drills that change tables. Later ones stay out: otherwise a drill
 * that adds a table would fail once that table really exists.
 */
const newest = '20261123161355';

/** A version after every other migration. */
function draftOf(text: string, index: number): MigrationFile {
  const version = `${99990101000001 + index}`;
  return { path: `${version}_drill.sql`, version, name: 'drill', text };
}

/** A schema for trying changes. */
export class Drills {
  readonly #steps: readonly Step[];

  private constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  /** The schema at the time when the drills of tables were written. */
  static async prepare(): Promise<Drills> {
    return new Drills(
      await makeSteps((await readMigrationFiles()).filter(({ version }) => version <= newest)),
    );
  }

  /** Today's schema, with the checkout's contracts and function files. */
  static async ofToday(): Promise<Drills> {
    const last = (await readMigrationFiles()).at(-1);
    if (!last) throw new Error('there is no migration');
    const database = await createRunDatabase();
    return new Drills([await inDatabase(database, (db) => readStep(db, database, last))]);
  }

  async close(): Promise<void> {
    await dropSteps(this.#steps);
  }

  /**
   * Runs a query on a database after migrations, such as for the next migration of a command.
   *
   * @param texts the migrations
   */
  async ask<Answer>(
    texts: readonly string[],
    use: (client: pg.ClientBase) => Promise<Answer>,
  ): Promise<Answer> {
    const [last] = this.#steps.slice(-1);
    if (!last) throw new Error('there is no step');
    return withCopyOf(last, (database) =>
      inDatabase(database, async (_, client) => {
        await replay(client, texts.map(draftOf));
        return use(client);
      }),
    );
  }

  /**
   * Applies migrations one by one, and runs on them the proofs that every change must pass, without
   * their test files.
   *
   * @param texts the migrations
   * @returns the findings of the proofs; empty for a complete change
   */
  async findings(...texts: readonly string[]): Promise<string[]> {
    const steps = this.#steps.slice(-1);
    const found: string[] = [];
    try {
      for (const [index, text] of texts.entries()) {
        const file = draftOf(text, index);
        try {
          steps.push(await makeStep(steps.at(-1), file));
        } catch (error) {
          if (!(error instanceof pg.DatabaseError)) throw error;
          return [`${file.path}: ${error.message}`];
        }
        found.push(...(await this.#look(steps)));
      }
      return found;
    } finally {
      await dropSteps(steps.slice(1));
    }
  }

  async #look(steps: readonly Step[]): Promise<string[]> {
    const at = steps.length - 1;
    const [before, after] = [steps[at - 1], steps[at]];
    if (!before || !after) throw new Error('there are no two steps');
    const old = await copyStep(before);
    try {
      const schema = await askStep(after, async (db) => [
        ...(await askStep(before, (there) =>
          findUndeclaredIn(
            factsOf(specification),
            after.file,
            (sql) => there.query(sql),
            (sql) => db.query(sql),
          ),
        )),
        ...(await findUncommented(db)),
        ...(await findGuardFaults(db)).map(({ says }) => says),
      ]);
      const rows = await proveRowsKept(old, [before, after], 1, ({ name }) =>
        new RegExp(`\\b${name}\\b`).test(after.file.text),
      );
      const { findings: refusals } = await proveRefusals([before, after], 1);
      // the guards' findings are already reported
      const deletion = schema.length > 0 ? [] : await this.#findDeletionFaults(after);
      return [...schema, ...rows, ...refusals, ...deletion];
    } finally {
      await dropRunDatabase(old);
    }
  }

  async #findDeletionFaults(step: Step): Promise<string[]> {
    return askStep(step, async (db) => {
      await db.query('begin');
      const faults = await findMadeDeletionFaults(db, new MadeRows(db, step.tables));
      await db.query('rollback');
      return faults;
    });
  }
}

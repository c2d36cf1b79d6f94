import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, ToolError } from '@parakeet/command-kit';
import { KeptProcess } from '../../kept-process.ts';

/** Milliseconds until it must answer. */
const startTimeoutMs = 30_000;

/** If it ends sooner than this after its start, a restart would end too. */
const shortestLifeMs = 2000;

/** A running PostgREST. It restarts after a crash, and ends with this process. */
export class PostgrestProcess {
  readonly #path: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #report: (line: string) => void;
  #kept: KeptProcess | undefined;
  #ports = { server: 0, admin: 0 };
  /** Whether its end is unexpected: it has answered, and nobody is closing it. */
  #isServing = false;

  /**
   * @param environment its settings
   * @param report gets one line when the process ends by itself
   */
  constructor(
    path: string,
    environment: Readonly<Record<string, string>>,
    report: (line: string) => void,
  ) {
    this.#path = path;
    this.#environment = environment;
    this.#report = report;
  }

  /** Its port on 127.0.0.1. */
  get port(): number {
    return this.#ports.server;
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @throws ToolError with its output
   */
  async start(): Promise<void> {
    const started = performance.now();
    this.#spawn(await freePort(), await freePort());
    while (!(await this.isReady())) {
      if (this.#kept?.hasEnded || performance.now() - started > startTimeoutMs) {
        await this.close();
        throw new ToolError(`${this.#path} does not answer: ${this.#kept?.lastWords}`, {
          next: 'Fix it, or leave PARAKEET_POSTGREST empty: then our own Data API answers.',
        });
      }
      await sleep(50);
    }
    this.#isServing = true;
  }

  /** Whether it has a connection and knows the schema. */
  async isReady(): Promise<boolean> {
    const url = `http://127.0.0.1:${this.#ports.admin}/ready`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.ok ?? false;
  }

  async close(): Promise<void> {
    this.#isServing = false;
    await this.#kept?.end();
  }

  #spawn(server: number, admin: number): void {
    this.#ports = { server, admin };
    const started = performance.now();
    const kept = new KeptProcess(
      { program: this.#path, parameters: [], endBy: 'SIGTERM', killAfterMs: 2000 },
      {
        ...inherited(),
        ...this.#environment,
        PGRST_SERVER_HOST: '127.0.0.1',
        PGRST_SERVER_PORT: String(server),
        PGRST_ADMIN_SERVER_HOST: '127.0.0.1',
        PGRST_ADMIN_SERVER_PORT: String(admin),
      },
      (code) => {
        if (!this.#isServing) return;
        const isHopeless = performance.now() - started < shortestLifeMs;
        const words = kept.lastWords.split('\n').at(-1) ?? '';
        const next = isHopeless ? 'the Data API answers 503 from now on' : 'it is started again';
        this.#report(`PostgREST has ended (${code}): ${words}; ${next}`);
        if (!isHopeless) this.#spawn(server, admin);
      },
    );
    this.#kept = kept;
  }
}

/** Our environment, without the settings of another PostgREST. */
const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PGRST_')));

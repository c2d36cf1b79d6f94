import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { z } from 'zod';

/** 32 bytes is what HS256 asks for. */
const secret = z.string().min(32);

const apiKeys = z.object({
  /** Goes with every request of an app; alone it means the role anon. */
  publishableKey: secret,
  /** Means the role service_role, which bypasses row level security. */
  secretKey: secret,
  /** Signs the tokens of those who are signed in (HS256). */
  jwtSecret: secret,
});

/** What clients and the Data API know of each other. Only the publishable key is for an app. */
export type ApiKeys = Readonly<z.infer<typeof apiKeys>>;

/** Where a checkout keeps its keys: in a directory that git ignores. */
export function keysFile(workspace: string): string {
  return join(workspace, '.parakeet', 'api-keys.json');
}

/** New keys, in the form that hosted projects give them. */
export function createKeys(): ApiKeys {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  return {
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    jwtSecret: random(48),
  };
}

/**
 * The keys of a checkout, made when they are first asked for. The file is for its owner
 * alone (mode 600); two that ask at the same moment get the same keys.
 *
 * @throws ToolError when the file is not what this wrote
 */
export async function readKeys(workspace: string): Promise<ApiKeys> {
  const file = keysFile(workspace);
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) {
    await mkdir(dirname(file), { recursive: true });
    const beside = `${file}.${randomBytes(6).toString('hex')}`;
    await writeFile(beside, `${JSON.stringify(createKeys(), null, 2)}\n`, { mode: 0o600 });
    // a link, unlike a rename, does not replace what another run made meanwhile
    await link(beside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(beside, { force: true });
    return readKeys(workspace);
  }
  await chmod(file, 0o600);
  return parseKeys(found, file);
}

function parseKeys(text: string, file: string): ApiKeys {
  try {
    return apiKeys.parse(JSON.parse(text));
  } catch {
    // the cause is not kept: it may quote a key
    throw new ToolError(`${file} does not hold the keys of the Data API.`, {
      next: 'Delete it: new keys are made at the next start, and who is signed in signs in again.',
    });
  }
}

import { createECDH, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { z } from 'zod';

/** HS256 needs 32 bytes. */
const secret = z.string().min(32);

/** 32 bytes in base64url. */
const coordinate = z.string().length(43);

const signingKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  d: coordinate,
  kid: z.string().min(1),
});

const apiKeys = z.object({
  /** Every request of an app has it; alone it gives the role anon. */
  publishableKey: secret,
  /** Gives the role service_role, which bypasses row level security. */
  secretKey: secret,
  /** Signed the tokens of signed-in users (HS256) before there was a signing key. */
  jwtSecret: secret,
  /** Signs the tokens of signed-in users (ES256), as a private JWK. */
  signingKey,
});

/** The keys that clients and the Data API share. Only the publishable key is for an app. */
export type ApiKeys = Readonly<z.infer<typeof apiKeys>>;

/** Where a checkout keeps its keys: in a directory that git ignores. */
export function keysFile(workspace: string): string {
  return join(workspace, '.parakeet', 'api-keys.json');
}

/** New keys, in the form that hosted projects give them. */
export function createKeys(): ApiKeys {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  const jwtSecret = random(48);
  return {
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    jwtSecret,
    signingKey: deriveSigningKey(jwtSecret),
  };
}

/** The order of the curve P-256. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The signing key for a secret. It is derived, so two processes that complete an older file at once
 * write the same key.
 */
function deriveSigningKey(jwtSecret: string): ApiKeys['signingKey'] {
  // 16 bytes more than the key has keep the remainder even (FIPS 186-5, A.2.1)
  const bytes = Buffer.from(hkdfSync('sha256', jwtSecret, '', 'access tokens ES256', 48));
  const scalar = (BigInt(`0x${bytes.toString('hex')}`) % (order - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const key = {
    crv: 'P-256',
    kty: 'EC',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  } as const;
  // the thumbprint of RFC 7638: the members in this order
  const kid = createHash('sha256').update(JSON.stringify(key)).digest('base64url');
  return { ...key, d: d.toString('base64url'), kid };
}

/**
 * The keys of a checkout. The first call creates them, and adds a signing key to an older file.
 * Only the owner can read the file (mode 600). Two calls at the same moment get the same keys.
 *
 * @throws ToolError if the file has another format
 */
export async function readKeys(workspace: string): Promise<ApiKeys> {
  const file = keysFile(workspace);
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) {
    await mkdir(dirname(file), { recursive: true });
    const beside = await writeBeside(file, createKeys());
    // a link, unlike a rename, does not replace the file of another run
    await link(beside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(beside, { force: true });
    return readKeys(workspace);
  }
  await chmod(file, 0o600);
  const { signingKey: kept, ...keys } = parseKeys(found, file);
  if (kept) return { ...keys, signingKey: kept };
  const completed = { ...keys, signingKey: deriveSigningKey(keys.jwtSecret) };
  await rename(await writeBeside(file, completed), file);
  return completed;
}

/** Writes keys into a new file beside their final place, and returns its path. */
async function writeBeside(file: string, keys: ApiKeys): Promise<string> {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(beside, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return beside;
}

/** The keys in a file: before November 2026 without a signing key. */
const keysOfFile = apiKeys.partial({ signingKey: true });

function parseKeys(text: string, file: string): z.infer<typeof keysOfFile> {
  try {
    return keysOfFile.parse(JSON.parse(text));
  } catch {
    // the error has no cause, which might quote a key
    throw new ToolError(`${file} does not hold the keys of the Data API.`, {
      next: 'Delete it: new keys are made at the next start, and who is signed in signs in again.',
    });
  }
}

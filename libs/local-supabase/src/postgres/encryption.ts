import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { ToolError } from '@parakeet/command-kit';
import { isLoopback } from './address.ts';

/** What `sslmode` may say, in libpq's meaning. */
const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof modes)[number];

/** How the connections to an address are encrypted, and what of the certificate is checked. */
export interface Encryption {
  readonly mode: SslMode;
  /** The file with the certificates of authorities that are trusted; checked against if given. */
  readonly rootCertificate?: string;
}

/**
 * What an address says about encryption, as libpq reads it. Without `sslmode` a connection to
 * another machine must be encrypted; on this machine it need not be.
 *
 * As in libpq, `require` checks the certificate's chain where a root certificate is given or
 * lies in ~/.postgresql/root.crt, and the verify modes need one.
 *
 * @throws ToolError for a mode that there is not, and for a root certificate that is missing
 */
export function encryptionOf(url: URL): Encryption {
  const given = url.searchParams.get('sslmode');
  const mode = given ?? (isLoopback(url.hostname) ? 'allow' : 'require');
  if (!isMode(mode)) {
    throw new ToolError(`The address says sslmode=${mode}, which is not known.`, {
      next: `It is one of ${modes.join(', ')}.`,
    });
  }
  const named = url.searchParams.get('sslrootcert') ?? undefined;
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') return { mode };
  const usual = join(homedir(), '.postgresql', 'root.crt');
  const rootCertificate = named ?? (existsSync(usual) ? usual : undefined);
  if (rootCertificate === undefined) {
    if (mode === 'require') return { mode };
    throw new ToolError(`sslmode=${mode} needs the certificate of the server's authority.`, {
      next:
        `Name its file with sslrootcert= in the address, or put it at ${usual}.\n` +
        'A Supabase project offers it in its database settings, under SSL configuration.',
    });
  }
  if (!existsSync(rootCertificate)) {
    throw new ToolError(`The address says sslrootcert=${rootCertificate}, which is not a file.`);
  }
  return { mode: mode === 'require' ? 'verify-ca' : mode, rootCertificate };
}

function isMode(text: string): text is SslMode {
  return modes.some((mode) => mode === text);
}

/** What is tried in turn: false is a connection in the clear. */
export function attemptsOf({ mode, rootCertificate }: Encryption): (ConnectionOptions | false)[] {
  const unchecked: ConnectionOptions = { rejectUnauthorized: false };
  if (mode === 'disable') return [false];
  if (mode === 'allow') return [false, unchecked];
  if (mode === 'prefer') return [unchecked, false];
  if (rootCertificate === undefined) return [unchecked];
  return [
    {
      ca: readFileSync(rootCertificate),
      rejectUnauthorized: true,
      // verify-ca checks the signer of the certificate, not the host
      ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    },
  ];
}

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { ToolError } from '@parakeet/command-kit';
import { isLoopback } from './address.ts';

/** The values of `sslmode`, with libpq's meaning. */
const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof modes)[number];

/** How to encrypt the connections to an address, and how to verify the certificate. */
export interface Encryption {
  readonly mode: SslMode;
  /** The file with trusted root certificates. If given, certificates are verified against it. */
  readonly rootCertificate?: string;
}

/**
 * The encryption of an address, as libpq reads it. Without `sslmode` a connection to another
 * machine must be encrypted; on this machine it need not be.
 *
 * As in libpq, `require` verifies the certificate's chain if a root certificate is given or is in
 * ~/.postgresql/root.crt. The verify modes need one.
 *
 * @throws ToolError for an unknown mode, and for a missing root certificate
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

/** The attempts in order: false means a connection in the clear. */
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

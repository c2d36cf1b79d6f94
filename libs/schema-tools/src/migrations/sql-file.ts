import { isUtf8 } from 'node:buffer';
import { readFile, readlink, stat } from 'node:fs/promises';
import { ToolError } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';

const newline = 0x0a;
const nul = 0x00;
const byteOrderMark = '\uFEFF';

/**
 * Reads a file of SQL. It removes a byte order mark, as psql and the Supabase CLI do.
 *
 * @param path absolute
 * @throws ToolError with the file if it is unreadable, and with line, column and byte if it is not
 *   UTF-8. The Supabase CLI would replace such a byte with U+FFFD, and apply the file
 */
export async function readSqlFile(path: string): Promise<string> {
  const bytes = await readBytes(path);
  refuseUtf16(path, bytes);
  if (!isUtf8(bytes) || bytes.includes(nul)) throw unreadable(path, bytes);
  const text = bytes.toString('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    // reading from a pipe would wait for ever
    if (found.isFile()) return await readFile(path);
    throw new ToolError(
      `${shortPath(path)} is a ${found.isDirectory() ? 'directory' : 'device or pipe'}, not a file.`,
      { next: 'Move it out of there, or put a file in its place.' },
    );
  } catch (cause) {
    throw cause instanceof ToolError ? cause : await unavailable(path, cause);
  }
}

/** Why a file cannot be read, in words. */
async function unavailable(path: string, cause: unknown): Promise<ToolError> {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const file = shortPath(path);
  const target = await readlink(path).catch(() => undefined);
  if (target !== undefined && (code === 'ENOENT' || code === 'ELOOP')) {
    return new ToolError(`${file} is a link to ${target}, which is not there.`, {
      cause,
      next: 'Delete the link, or create the file that it points to.',
    });
  }
  if (code === 'ENOENT') return new ToolError(`${file} is not there.`, { cause });
  if (code === 'EACCES' || code === 'EPERM') {
    return new ToolError(`${file} may not be read by this user (${code}).`, {
      cause,
      next: `Let the user read it: chmod u+r '${file}', or give the file to the user.`,
    });
  }
  const words = cause instanceof Error ? cause.message : String(cause);
  return new ToolError(`${file} cannot be read: ${words}`, { cause });
}

function refuseUtf16(path: string, bytes: Buffer): void {
  const mark = bytes.subarray(0, 2).toString('hex');
  const order = { fffe: 'LE', feff: 'BE' }[mark];
  if (order === undefined) return;
  throw new ToolError(
    `${shortPath(path)}:1 is UTF-16, by its first bytes 0x${mark.toUpperCase()}. SQL files are UTF-8.`,
    { next: `Save it as UTF-8: ${convert(path, 'UTF-16')}` },
  );
}

/** Names the first byte that is not UTF-8, or is NUL. */
function unreadable(path: string, bytes: Buffer): ToolError {
  let line = 1;
  for (let from = 0; ; line += 1) {
    const end = bytes.indexOf(newline, from);
    const text = bytes.subarray(from, end === -1 ? bytes.length : end);
    const at = firstBadByte(text);
    if (at !== undefined) return badByte(path, line, text, at, bytes);
    if (end === -1) throw new Error(`${path} has no byte that is not UTF-8.`);
    from = end + 1;
  }
}

function badByte(path: string, line: number, text: Buffer, at: number, all: Buffer): ToolError {
  // counted in characters, as editors count
  const column = Array.from(text.toString('utf8', 0, at)).length + 1;
  const byte = text[at] ?? 0;
  const hex = `0x${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  const place = `${shortPath(path)}:${line}:${column}`;
  if (byte === nul) {
    return new ToolError(`${place} holds a NUL byte (${hex}), which SQL must not hold.`, {
      next: `Delete it. If the file is UTF-16, save it as UTF-8: ${convert(path, 'UTF-16LE')}`,
    });
  }
  const letter = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  const inLatin1 = /[\p{L}\p{P}\p{S}]/u.test(letter) ? `, in Latin-1 “${letter}”` : '';
  // converting would damage characters that are UTF-8 already
  const isOneSpot = /[^\0-\x7F\uFFFD]/.test(all.toString('utf8'));
  return new ToolError(`${place} is not UTF-8: byte ${hex}${inLatin1}.`, {
    next: isOneSpot
      ? 'Type that character again and save the file as UTF-8; the rest of it is UTF-8.'
      : `Save it as UTF-8: ${convert(path, 'WINDOWS-1252')}`,
  });
}

/** The position in a line of the first byte that is NUL or not UTF-8. */
function firstBadByte(line: Buffer): number | undefined {
  const zero = line.indexOf(nul);
  if (isUtf8(line)) return zero === -1 ? undefined : zero;
  let at = 0;
  for (const character of line.toString('utf8')) {
    const length = Buffer.byteLength(character);
    const isReplaced = character === '\uFFFD' && line.toString('hex', at, at + length) !== 'efbfbd';
    if (isReplaced) break;
    at += length;
  }
  return zero === -1 ? at : Math.min(zero, at);
}

/** The command that converts a file, for the user to copy. */
function convert(path: string, from: string): string {
  const file = shortPath(path);
  return `iconv -f ${from} -t UTF-8 '${file}' > fixed.sql && mv fixed.sql '${file}'`;
}

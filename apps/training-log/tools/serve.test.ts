import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('serve.ts', import.meta.url));

/** Runs the command with parameters that it refuses, so it ends soon. */
function serve(...options: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const given = ['--conditions=parakeet-source', script, ...options];
    execFile(process.execPath, given, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

describe('serve', () => {
  it.each(['--host', '--host=0.0.0.0', '--host 0.0.0.0'])(
    'says with %s how a phone opens the app',
    async (options) => {
      const { code, stderr } = await serve(...options.split(' '));
      expect(code).toBe(1);
      expect(stderr).toContain('adb reverse tcp:5173 tcp:5173');
      expect(stderr).not.toContain('    at ');
    },
  );

  it('names an option that it does not have, and those that it has', async () => {
    const { code, stderr } = await serve('--prot=5174');
    expect(code).toBe(1);
    expect(stderr).toMatch(/--prot.*--port=/s);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses what is not a port', async () => {
    const { code, stderr } = await serve('--port=many');
    expect(code).toBe(1);
    expect(stderr).toContain('--port=many is no port');
  });

  it('prints its help', async () => {
    expect(await serve('--help')).toMatchObject({ code: 0, stderr: '' });
  });
});

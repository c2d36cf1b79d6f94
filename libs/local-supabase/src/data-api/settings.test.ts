import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toolsRoot } from '@parakeet/command-kit';
import { defaultSettings, readSettings } from './settings.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'parakeet-settings-'));
  await mkdir(join(workspace, 'supabase'));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

const write = (text: string) => writeFile(join(workspace, 'supabase/config.toml'), text);

it('are those of supabase/config.toml', async () => {
  expect(await readSettings(toolsRoot)).toMatchObject({
    schemas: ['public'],
    maxRows: 1000,
    minimumPasswordLength: 8,
    enableSignup: true,
  });
});

it('fall back to the CLI’s defaults without a key or a file', async () => {
  expect(await readSettings(workspace)).toEqual(defaultSettings);
  await write('[api]\nmax_rows = 5\n');
  expect(await readSettings(workspace)).toEqual({ ...defaultSettings, maxRows: 5 });
});

it('has the settings of mail and of anonymous sign-ins', async () => {
  await write(`
    [auth]
    additional_redirect_urls = ["https://app.test/**"]
    enable_anonymous_sign_ins = true
    [auth.email]
    enable_confirmations = true
    double_confirm_changes = false
    otp_expiry = 60
    max_frequency = "1m0.5s"
  `);
  expect(await readSettings(workspace)).toEqual({
    ...defaultSettings,
    redirectUrls: ['https://app.test/**'],
    enableAnonymousSignIns: true,
    enableConfirmations: true,
    doubleConfirmChanges: false,
    otpExpiry: 60,
    mailInterval: 60.5,
  });
});

it.each([
  ['[api]\nmax_rows = "many"', 'api.max_rows is "many"'],
  ['[api]\nmax_rows = -1', 'api.max_rows is -1'],
  ['[api]\nschemas = "public"', 'api.schemas is "public"'],
  ['[auth]\nenable_signup = "yes"', 'auth.enable_signup is "yes"'],
  ['[auth]\nsite_url = 5', 'auth.site_url is 5'],
  ['[auth.email]\nmax_frequency = "soon"', 'auth.email.max_frequency is "soon"'],
  ['[auth.email]\nmax_frequency = ""', 'auth.email.max_frequency is ""'],
  ['[auth', 'is not TOML'],
])('are refused if the CLI refuses them: %j', async (text, message) => {
  await write(text);
  await expect(readSettings(workspace)).rejects.toThrow(message);
});

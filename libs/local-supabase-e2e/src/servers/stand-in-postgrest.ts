// Stands in for PostgREST. It reads PostgREST's variables, checks the token, queries the database,
// and answers with the request. `/rest/v1/exit` ends it.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pg from 'pg';

if (process.argv.includes('--version')) {
  process.stdout.write('PostgREST 14.0 (stand-in)\n');
  process.exit();
}
const setting = (name: string) => process.env[`PGRST_${name}`] ?? '';

let reloads = 0;
const client = new pg.Client({ connectionString: setting('DB_URI') });
await client.connect();
client.on('notification', ({ payload }) => {
  if (payload === 'reload schema') reloads += 1;
});
await client.query('listen pgrst');

/** The claims of a token that is signed with the secret. */
function claimsOf(header = ''): unknown {
  const [signed = '', content = '', signature] = header.replace('Bearer ', '').split('.');
  const wanted = createHmac('sha256', setting('JWT_SECRET')).update(`${signed}.${content}`);
  if (wanted.digest('base64url') !== signature) return undefined;
  return JSON.parse(Buffer.from(content, 'base64url').toString());
}

createServer((request, response) => {
  if (request.url === '/exit') {
    process.stderr.write('the stand-in was told to end\n');
    process.exit(3);
  }
  const answer = async () => {
    const { rows } = await client.query('select current_user::text as user');
    const { method, url, headers } = request;
    response.writeHead(207, {
      'content-type': 'application/json; charset=utf-8',
      'content-range': '0-1/2',
      'access-control-allow-origin': 'http://elsewhere.test',
    });
    response.end(
      JSON.stringify({
        method,
        url,
        prefer: headers['prefer'],
        claims: claimsOf(headers.authorization),
        body: await text(request),
        schemas: setting('DB_SCHEMAS'),
        maxRows: setting('DB_MAX_ROWS'),
        extraSearchPath: setting('DB_EXTRA_SEARCH_PATH'),
        anonRole: setting('DB_ANON_ROLE'),
        compileCache: process.env['NODE_COMPILE_CACHE'],
        pid: process.pid,
        reloads,
        ...rows[0],
      }),
    );
  };
  void answer();
}).listen(Number(setting('SERVER_PORT')), setting('SERVER_HOST'));
createServer((_, response) => response.end()).listen(
  Number(setting('ADMIN_SERVER_PORT')),
  setting('ADMIN_SERVER_HOST'),
);

import { isLoopback } from '../../postgres/address.ts';

/** A mail that hosted auth would send. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** The six digits, for `verifyOtp`. */
  readonly code: string;
  /** What the mail's button opens. */
  readonly link?: string;
}

/** The most mails that are kept. */
const most = 200;

/** Keeps the mails of auth, which are never sent, and shows them at `/_mail`. */
export class Mailbox {
  readonly #mails: (Mail & { readonly at: string })[] = [];
  readonly #onMail: ((line: string) => void) | undefined;

  /** @param onMail gets each mail, as one line for the terminal */
  constructor(onMail?: (line: string) => void) {
    this.#onMail = onMail;
  }

  put(mail: Mail): void {
    const { to, subject, code, link } = mail;
    this.#mails.unshift({ ...mail, at: new Date().toISOString() });
    this.#mails.splice(most);
    this.#onMail?.([`${subject}, to ${to}: code ${code}`, ...(link ? [link] : [])].join(', '));
  }

  /**
   * The page with the mails, newest first, or JSON for a test that asks for it. A code signs its
   * reader in. So pages of other origins may not read it, and the page answers to no other host
   * name (DNS rebinding).
   */
  answer(request: Request): Response {
    if (!isLoopback(new URL(request.url).hostname)) {
      return new Response('Mail is shown on this machine only.\n', { status: 403 });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { Allow: 'GET' } });
    }
    const headers = {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'none'",
      ].join('; '),
      'X-Content-Type-Options': 'nosniff',
    };
    if (request.headers.get('accept')?.includes('application/json')) {
      return Response.json(this.#mails, { headers });
    }
    return new Response(this.#page(), {
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    });
  }

  #page(): string {
    const items = this.#mails.map(
      ({ to, subject, code, link, at }) => `<li>
  <h2>${escape(subject)}</h2>
  <p>to ${escape(to)} · <time>${at}</time></p>
  <p>Code: <code>${escape(code)}</code></p>
  ${link === undefined ? '' : `<p><a href="${escape(link)}">${escape(link)}</a></p>`}
</li>`,
    );
    return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Mail of this project</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 1rem; }
  ol { list-style: none; padding: 0; }
  li { border-top: 1px solid #ccc; padding: 1rem 0; overflow-wrap: anywhere; }
  h2 { font-size: 1.1rem; margin: 0; }
  p { margin: .25rem 0; }
  code { font-size: 1.3rem; letter-spacing: .1em; }
</style>
<h1>Mail</h1>
<p>Hosted auth would send these; here nothing is sent. Newest first; reload for more.</p>
${items.length === 0 ? '<p>No mail yet.</p>' : `<ol>${items.join('\n')}</ol>`}
</html>
`;
  }
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);
}

import type { Table } from './catalogue/catalogue.ts';
import { nameOf } from './media-types.ts';
import { Refused } from './refused.ts';
import type { RestRequest } from './request.ts';

/** The answer to OPTIONS: the allowed methods. */
export function allowed(of: Table | 'function' | 'volatile function' | 'root'): Response {
  return new Response(null, { status: 200, headers: { Allow: methodsOf(of).join(',') } });
}

function methodsOf(of: Parameters<typeof allowed>[0]): string[] {
  if (of === 'volatile function') return ['OPTIONS', 'POST'];
  const reading = ['OPTIONS', 'GET', 'HEAD'];
  if (of === 'root') return reading;
  if (of === 'function') return [...reading, 'POST'];
  const { insertable, updatable, deletable, primaryKey } = of;
  return [
    ...reading,
    ...(insertable ? ['POST'] : []),
    ...(insertable && updatable && primaryKey.length > 0 ? ['PUT'] : []),
    ...(updatable ? ['PATCH'] : []),
    ...(deletable ? ['DELETE'] : []),
  ];
}

/** The answer for `/`: an OpenAPI description without tables. */
export function rootAnswer({ method, accepted }: RestRequest): Response {
  if (method === 'OPTIONS') return allowed('root');
  const openApi = 'application/openapi+json';
  if (!accepted.some(({ name }) => [openApi, 'application/json', '*/*'].includes(name))) {
    throw new Refused(406, {
      code: 'PGRST107',
      message: `None of these media types are available: ${accepted.map(nameOf).join(', ')}`,
    });
  }
  const description = { swagger: '2.0', info: { title: 'PostgREST API', version: '14' } };
  return new Response(method === 'HEAD' ? null : JSON.stringify(description), {
    headers: { 'Content-Type': `${openApi}; charset=utf-8` },
  });
}

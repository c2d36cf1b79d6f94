import { isLoopback } from '../../postgres/address.ts';
import type { ApiSettings } from '../settings.ts';

/**
 * The final target of a link in a mail: the requested address, if `site_url` or
 * `additional_redirect_urls` allow it, otherwise `site_url`.
 */
export function allowedRedirect(
  wanted: string | null,
  settings: Pick<ApiSettings, 'siteUrl' | 'redirectUrls'>,
): string {
  const { siteUrl, redirectUrls } = settings;
  if (wanted === null || !URL.canParse(wanted)) return siteUrl;
  const url = new URL(wanted);
  if (URL.canParse(siteUrl)) {
    const site = new URL(siteUrl);
    const isSite = url.protocol === site.protocol && url.hostname === site.hostname;
    if (isSite && (url.port === site.port || isLoopback(url.hostname))) return wanted;
  }
  const [address = ''] = wanted.split('#');
  return redirectUrls.some((pattern) => toRegExp(pattern).test(address)) ? wanted : siteUrl;
}

/** GoTrue's patterns: `*` and `?` stop at a dot and a slash, `**` does not. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*|[*?]|[^*?]+/g, (part) => {
    if (part === '**') return '.*';
    if (part === '*') return '[^./]*';
    return part === '?' ? '[^./]' : part.replaceAll(/[\\^$.|+()[\]{}/]/g, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`);
}

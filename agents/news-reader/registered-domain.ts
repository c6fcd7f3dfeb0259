/** Second-level names under which a country's registry sells, as in `bbc.co.uk`. */
const SHARED = new Set(['ac', 'co', 'com', 'edu', 'gov', 'govt', 'net', 'ne', 'or', 'org', 'nhs', 'gob', 'gouv']);

/**
 * The part of a link's host that somebody registered: `news.bbc.co.uk` is `bbc.co.uk`. Coarse on purpose: sites of one
 * host count as one, which makes less of them. '' where the link leads to no page.
 */
export function registeredDomain(link: string): string {
  if (!URL.canParse(link)) return '';
  const { protocol, hostname } = new URL(link);
  if (!/^https?:$/.test(protocol) || /^[\d.]+$|:/.test(hostname)) return '';
  const labels = hostname.toLowerCase().split('.').filter(Boolean);
  const [second = '', top = ''] = labels.slice(-2);
  const kept = top.length === 2 && SHARED.has(second) ? 3 : 2;
  return labels.length < kept ? '' : labels.slice(-kept).join('.');
}

import type { Backend } from '../../../results-parsers/checks/ingress-controller/behaviours.ts';

/** Name of the port of the services, whose number is 80. */
export const PORT_NAME = 'web';
export const TLS_SECRET = 'certificate';

const byNumber = (name: Backend) => ({ service: { name, port: { number: 80 } } });
const byName = (name: Backend) => ({ service: { name, port: { name: PORT_NAME } } });

type Path = [pathType: 'Exact' | 'Prefix', path: string, backend: ReturnType<typeof byNumber | typeof byName>];

const rule = (host: string, ...paths: readonly Path[]) => ({
  host,
  http: { paths: paths.map(([pathType, path, backend]) => ({ pathType, path, backend })) },
});

/**
 * Rules for the requests of results-parsers/checks/ingress-controller/behaviours.ts, for hosts below a domain that only this run uses: on a
 * controller that others use as well, they take no request away from anybody.
 */
export function routedIngress(domain: string) {
  const at = (host: string): string => `${host}.${domain}`;
  return {
    tls: [{ hosts: [at('tls')], secretName: TLS_SECRET }],
    rules: [
      rule(at('exact'), ['Prefix', '/', byNumber('one')]),
      rule(at('*.wild'), ['Prefix', '/', byNumber('two')]),
      rule(
        at('paths'),
        ['Exact', '/exact', byNumber('two')],
        ['Exact', '/slash/', byNumber('two')],
        ['Exact', '/both', byNumber('one')],
        ['Prefix', '/both', byNumber('two')],
        ['Prefix', '/prefix', byNumber('two')],
        ['Prefix', '/prefix/longer', byNumber('one')],
        ['Prefix', '/trail/', byNumber('two')],
      ),
      rule(at('port-number'), ['Prefix', '/', byNumber('one')]),
      rule(at('port-name'), ['Prefix', '/', byName('two')]),
      rule(at('tls'), ['Prefix', '/', byNumber('one')]),
    ],
  };
}

/** One rule for a host, for the Ingress whose class no controller owns. */
export function foreignIngress(domain: string) {
  return { rules: [rule(`foreign.${domain}`, ['Prefix', '/', byNumber('one')])] };
}

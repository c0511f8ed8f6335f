/** The pods of the check that answer requests. */
export const BACKENDS = ['one', 'two'] as const;
export type Backend = (typeof BACKENDS)[number];

/** The questions about the controller's behaviour, in reading order. */
export const behaviours = {
  hosts: 'Does a rule for a host apply only to that host, and a wildcard to exactly one label?',
  exact: 'Does a path of type Exact match only that path, and respect upper and lower case?',
  prefix: 'Does a path of type Prefix match whole path elements, and does the longest match win?',
  ports: "Can a backend's port be given both by number and by name?",
  tls: "Is TLS terminated with the secret's certificate for the name that the client asks for?",
  class: 'Is an Ingress left alone if no controller owns its class?',
} as const;
export type Behaviour = keyof typeof behaviours;

/** All questions of the check, in reading order. */
export const questions = {
  default: 'Is there a default IngressClass that an Ingress without a class gets?',
  address: 'Does the controller report the address of an Ingress?',
  ...behaviours,
} as const;

/** A request, and the backend that must answer it; null: not one may. Hosts are below a domain of the run's own. */
export type Route = {
  name: string;
  behaviour: Behaviour;
  host: string;
  path: string;
  tls?: true;
  expected: Backend | null;
};

const route = (behaviour: Behaviour, name: string, host: string, path: string, expected: Backend | null): Route => ({
  name: `${behaviour}-${name}`,
  behaviour,
  host,
  path,
  expected,
});

/**
 * The requests of the check. The corner cases of hosts and paths are those of the Ingress documentation of Kubernetes (Path types, Hostname
 * wildcards) and of the former ingress-controller-conformance suite.
 */
export const routes: readonly Route[] = [
  route('hosts', 'exact', 'exact', '/', 'one'),
  route('hosts', 'unknown', 'nobody', '/', null),
  route('hosts', 'wildcard-one-label', 'a.wild', '/', 'two'),
  route('hosts', 'wildcard-two-labels', 'b.a.wild', '/', null),
  route('hosts', 'wildcard-no-label', 'wild', '/', null),
  route('exact', 'same', 'paths', '/exact', 'two'),
  route('exact', 'trailing-slash', 'paths', '/exact/', null),
  route('exact', 'case', 'paths', '/EXACT', null),
  route('exact', 'below', 'paths', '/exact/more', null),
  route('exact', 'with-slash', 'paths', '/slash/', 'two'),
  route('exact', 'without-slash', 'paths', '/slash', null),
  route('exact', 'before-prefix', 'paths', '/both', 'one'),
  route('prefix', 'same', 'paths', '/prefix', 'two'),
  route('prefix', 'trailing-slash', 'paths', '/prefix/', 'two'),
  route('prefix', 'below', 'paths', '/prefix/more', 'two'),
  route('prefix', 'by-elements', 'paths', '/prefixmore', null),
  route('prefix', 'case', 'paths', '/PREFIX', null),
  route('prefix', 'longest', 'paths', '/prefix/longer/x', 'one'),
  route('prefix', 'slash-ignored', 'paths', '/trail', 'two'),
  route('prefix', 'beside-exact', 'paths', '/both/x', 'two'),
  route('ports', 'number', 'port-number', '/', 'one'),
  route('ports', 'name', 'port-name', '/', 'two'),
  { ...route('tls', 'own-certificate', 'tls', '/', 'one'), tls: true },
  route('class', 'unknown', 'foreign', '/', null),
];

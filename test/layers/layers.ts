/** A folder of the product, or files outside of folders. */
export type Layer = {
  /** A path that ends in `.ts` for files; `*` stands for all files. */
  path: string;
  holds: string;
};

/**
 * The layers, each of which may import those on lines before its own. Layers on the same line may not import each other. docs/developing.md shows
 * the same list.
 */
export const LAYERS: readonly (readonly Layer[])[] = [
  [
    {
      path: 'results-parsers/core',
      holds: 'errors, words, printable text; readers of JSON, YAML and XML that know no field',
    },
  ],
  [
    {
      path: 'results-parsers/archive',
      holds: 'tar and gzip, unpacked archives and single files, and what they may cost',
    },
    {
      path: 'results-parsers/policy-model',
      holds: 'which connections NetworkPolicies want open, according to the API',
    },
    { path: 'results-parsers/standard', holds: 'clauses, the catalogue of specs, versions of Kubernetes' },
  ],
  [
    {
      path: 'results-parsers/cluster',
      holds: 'nodes, addresses, pods and the network plugin, as far as an archive shows them',
    },
    { path: 'results-parsers/declarations', holds: 'what a provider declares about clauses' },
  ],
  [{ path: 'results-parsers/waivers', holds: 'exceptions: their files, the default ones, and which fit' }],
  [
    {
      path: 'results-parsers/documents',
      holds: 'the documents that are written for others or by the runner, and their JSON Schemas',
    },
  ],
  [
    { path: 'results-parsers/checks', holds: 'our own checks: their definitions, and what their observations answer' },
    { path: 'results-parsers/spec-failures', holds: 'what the texts of a failed upstream spec say about connections' },
  ],
  [{ path: 'results-parsers/junit', holds: 'JUnit files of the suite' }],
  [{ path: 'results-parsers/sonobuoy', holds: 'which file of an archive is what; logs and lists of the plugin' }],
  [{ path: 'results-parsers/evidence', holds: 'all that a verdict rests on, whatever it was read from' }],
  [{ path: 'results-parsers/verdict', holds: 'rules, outcomes of specs and clauses, causes of findings' }],
  [{ path: 'results-parsers/evaluate', holds: 'from the bytes of an archive to its verdict' }],
  [
    { path: 'results-parsers/verify', holds: 'whether a verdict is what its archive gives' },
    { path: 'results-parsers/diff', holds: 'what changed from one archive to another' },
    { path: 'results-parsers/redaction', holds: 'a copy of an archive without what identifies a cluster' },
  ],
  [{ path: 'results-parsers/attestation', holds: 'statements that can be signed' }],
  [{ path: 'results-parsers/report', holds: 'forms in which verdicts and differences are shown' }],
  [{ path: 'results-parsers/index.ts', holds: "the library's public edge" }],
  [{ path: 'src/*.ts', holds: 'what all programs need from the machine; the edge of the package' }],
  [{ path: 'src/cluster', holds: 'all requests to a cluster' }],
  [{ path: 'src/checks', holds: 'what our own checks do in the cluster' }],
  [{ path: 'src/runner', holds: "the program in the plugin's pod" }],
  [
    { path: 'src/sonobuoy', holds: 'a run from outside: its start, its progress, its archive' },
    { path: 'src/signatures', holds: 'ssh-keygen' },
  ],
  [{ path: 'src/cli', holds: 'commands: flags in, a call, an exit code out' }],
];

/** Modules that only one layer may import. */
export const OWNED_MODULES: ReadonlyMap<string, string> = new Map([['@kubernetes/client-node', 'src/cluster']]);

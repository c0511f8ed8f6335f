import type { Verdict } from '../../../results-parsers/index.ts';

/** Answers of checks, one of each kind, with parts and measures. */
export const checkVerdicts: Verdict['checks'] = [
  {
    id: 'beyond-upstream',
    clause: 'network-policy',
    level: 'advisory',
    question: 'Is what no upstream spec tries as the API says?',
    answer: 'no',
    text: '1 of 3 scenarios is not as the API says.',
    parts: [
      {
        id: 'a',
        question: 'Is a policy without ports about all?',
        answer: 'yes',
        text: 'All 12 tries were as expected.',
      },
      {
        id: 'b',
        question: 'Does endPort end where it says?',
        answer: 'no',
        text: 'Port 82 was <open>, outside 80 to 81.',
      },
      { id: 'c', question: 'Is traffic from a node allowed?', answer: 'unknown', text: 'The pod did not start.' },
      { id: 'd', question: 'Are IPv6 blocks enforced?', answer: 'not-applicable', text: 'The cluster has no IPv6.' },
    ],
    measures: [
      {
        id: 'deny',
        what: "from the API server's answer to a new deny policy to the first connection that it blocks",
        seconds: { samples: 20, min: 0.12, median: 0.34, p95: 1.2, max: 1.74 },
      },
      {
        id: 'try',
        what: 'one attempt to connect where the connection is open',
        seconds: { samples: 40, min: 0.05, median: 0.06, p95: 0.09, max: 0.31 },
      },
    ],
    evidence: [{ path: 'plugins/scs-networking/results/global/checks/beyond-upstream.json', line: null }],
    seconds: 93.4,
  },
  {
    id: 'default-restrictions',
    clause: 'default-restrictions',
    level: 'MAY',
    question: 'Are new namespaces restricted by default?',
    answer: 'yes',
    text: 'A new namespace had one policy.',
    parts: [],
    measures: [],
    evidence: [],
    seconds: null,
  },
];

import { randomUUID } from 'node:crypto';
import { ingressControllerDefinition } from '../../../results-parsers/checks/ingress-controller/definition.ts';
import { observeIngress } from '../../../src/checks/ingress-controller/observe.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { checkSettings } from './check-settings.ts';

/**
 * Runs the check of Ingress on the cluster that KUBECONFIG names and prints its observations in JSON. A program of its own, since its
 * requests have to start within the cluster's network, as those of the plugin's pod do.
 * Arguments: the Kubernetes version as MAJOR.MINOR, and the milliseconds that a controller gets to say where it listens.
 */
const [kubernetes = '', addressMilliseconds] = process.argv.slice(2);
const [observations] = await runChecks(
  'after-specs',
  [{ definition: ingressControllerDefinition, run: observeIngress(Number(addressMilliseconds)), usualSeconds: 30 }],
  {
    reach: async () => ({
      cluster: connectToCluster(process.env['KUBECONFIG'] ?? ''),
      settings: checkSettings(kubernetes),
    }),
    runId: randomUUID(),
    choice: 'all',
    budgets: new Map(),
    stop: new AbortController().signal,
    write: () => undefined,
    onChange: () => undefined,
  },
);
process.stdout.write(JSON.stringify(observations));

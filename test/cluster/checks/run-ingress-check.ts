import { randomUUID } from 'node:crypto';
import { ingressControllerDefinition } from '../../../results-parsers/checks/ingress-controller/definition.ts';
import { observeIngress } from '../../../src/checks/ingress-controller/observe.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { checkSettings } from './check-settings.ts';

/**
 * Runs the check of Ingress on the cluster that KUBECONFIG names, and prints its observations in JSON. This is a separate program, because its
 * requests have to start in the cluster's network, like those of the plugin's pod.
 * Arguments: the Kubernetes version as MAJOR.MINOR, and the milliseconds in which a controller has to publish its address.
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

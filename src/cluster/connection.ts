import { existsSync } from 'node:fs';
import {
  type ApiType,
  type Configuration,
  createConfiguration,
  KubeConfig,
  type Middleware,
  ServerConfiguration,
} from '@kubernetes/client-node';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { boundedAnswers } from './bounded-answers.ts';
import { withCheckedLists } from './checked-lists.ts';
import { credentialsOf } from './credentials.ts';
import { readKubeconfig } from './kubeconfig.ts';

/** An overloaded or unreachable API server must not hold up the run. */
const REQUEST_MILLISECONDS = 10_000;

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** A cluster whose API server can be asked, with a time limit for each request. */
export interface ClusterConnection {
  /** For more than a request and an answer, such as exec. */
  readonly config: KubeConfig;
  /** An API group's client, such as `api(CoreV1Api)`. */
  readonly api: <T extends ApiType>(type: new (config: Configuration) => T) => T;
}

/**
 * The cluster of a kubeconfig, or with an empty path that of the pod's service account. Asks nothing yet.
 *
 * @throws CLUSTER if there is no such kubeconfig, or outside a pod
 */
export function connectToCluster(kubeconfig: string, requestMilliseconds = REQUEST_MILLISECONDS): ClusterConnection {
  const config = kubeconfig === '' ? new KubeConfig() : ofFile(kubeconfig);
  if (kubeconfig !== '') {
    checkServer(config, kubeconfig);
  } else if (existsSync(SERVICE_ACCOUNT_TOKEN) && process.env['KUBERNETES_SERVICE_HOST'] !== undefined) {
    config.loadFromCluster();
  } else {
    const message =
      `Expected a service account's token at ${SERVICE_ACCOUNT_TOKEN} to reach the cluster with, found none. ` +
      "Let the pod mount its service account's token (automountServiceAccountToken), or set KUBECONFIG.";
    throw new ScsNetworkingError('CLUSTER', message);
  }
  return connectionOf(config, requestMilliseconds);
}

function ofFile(kubeconfig: string): KubeConfig {
  try {
    return readKubeconfig(kubeconfig);
  } catch (cause) {
    if (!(cause instanceof ScsNetworkingError)) throw cause;
    throw new ScsNetworkingError('CLUSTER', cause.message, { cause });
  }
}

function checkServer(config: KubeConfig, kubeconfig: string): void {
  const problem = serverProblem(config);
  if (problem === null) return;
  throw new ScsNetworkingError('CLUSTER', `Expected ${problem} in ${kubeconfig} (KUBECONFIG).`);
}

/** What the current context's cluster should be instead; null: nothing is wrong with it. */
export function serverProblem(config: KubeConfig): string | null {
  const cluster = config.getCurrentCluster();
  if (cluster === null) return 'a current context with a cluster, found none';
  const protocol = URL.canParse(cluster.server) ? new URL(cluster.server).protocol : '';
  if (protocol === 'https:' || protocol === 'http:') return null;
  return `an address of the cluster ${cluster.name} that begins with https://, found '${cluster.server}'`;
}

/** The cluster of the current context, which there must be. */
export function connectionOf(config: KubeConfig, requestMilliseconds: number): ClusterConnection {
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(config.getCurrentCluster()?.server ?? '', {}),
    authMethods: { default: credentialsOf(config) },
    promiseMiddleware: [timeLimit(requestMilliseconds), boundedAnswers],
  });
  return { config, api: (type) => withCheckedLists(new type(configuration)) };
}

function timeLimit(milliseconds: number): Middleware {
  return {
    async pre(context) {
      context.setSignal(AbortSignal.timeout(milliseconds));
      return context;
    },
    async post(context) {
      return context;
    },
  };
}

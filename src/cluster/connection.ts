import { existsSync } from 'node:fs';
import {
  type ApiType,
  type Configuration,
  createConfiguration,
  KubeConfig,
  type Middleware,
  ServerConfiguration,
} from '@kubernetes/client-node';
import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import { boundedAnswers } from './bounded-answers.ts';
import { withCheckedLists } from './checked-lists.ts';

/** An API server that is overloaded or away must not hold up the run. */
const REQUEST_MILLISECONDS = 10_000;

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** A cluster whose API server can be asked, with a time limit for each request. */
export interface ClusterConnection {
  /** For what is more than a request and an answer, such as exec. */
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
  const config = new KubeConfig();
  if (kubeconfig !== '') {
    try {
      config.loadFromFile(kubeconfig);
    } catch (cause) {
      const message = `Expected a kubeconfig at ${kubeconfig} (KUBECONFIG), found none that can be read: ${cause}`;
      throw new ScsNetworkingError('CLUSTER', message, { cause });
    }
  } else if (existsSync(SERVICE_ACCOUNT_TOKEN) && process.env['KUBERNETES_SERVICE_HOST'] !== undefined) {
    config.loadFromCluster();
  } else {
    const message =
      `Expected a service account's token at ${SERVICE_ACCOUNT_TOKEN} to reach the cluster with, found none. ` +
      "Let the pod mount its service account's token (automountServiceAccountToken), or set KUBECONFIG.";
    throw new ScsNetworkingError('CLUSTER', message);
  }
  if (config.getCurrentCluster() === null) {
    const message = `Expected a current context with a cluster in ${kubeconfig} (KUBECONFIG), found none.`;
    throw new ScsNetworkingError('CLUSTER', message);
  }
  return connectionOf(config, requestMilliseconds);
}

/** The cluster of the current context, which there must be. */
export function connectionOf(config: KubeConfig, requestMilliseconds: number): ClusterConnection {
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(config.getCurrentCluster()?.server ?? '', {}),
    authMethods: { default: config },
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

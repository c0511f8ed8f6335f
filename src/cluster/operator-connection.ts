import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { messageOf, ScsNetworkingError } from '../../results-parsers/errors.ts';
import { type ClusterConnection, connectionOf } from './connection.ts';

/** An operator's cluster may be far away, behind a program that gets a token first. */
const REQUEST_MILLISECONDS = 20_000;

/**
 * The cluster that kubectl would talk to. Asks nothing yet.
 *
 * @param kubeconfig left out: the files of KUBECONFIG, else ~/.kube/config
 * @param context left out: the current one
 * @throws INPUT_UNREADABLE if there is no such kubeconfig or context
 */
export function connectAsOperator(kubeconfig?: string, context?: string): ClusterConnection {
  const files = kubeconfig === undefined ? defaultFiles() : [kubeconfig];
  const config = new KubeConfig();
  for (const [index, file] of files.entries()) {
    try {
      const further = new KubeConfig();
      (index === 0 ? config : further).loadFromFile(file);
      if (index > 0) config.mergeConfig(further, config.currentContext !== undefined);
    } catch (cause) {
      throw unusable(`expected a kubeconfig at ${file}, found none that can be read: ${messageOf(cause)}`, cause);
    }
  }
  if (files.length === 0) {
    throw unusable('expected a kubeconfig, found none; name one with --kubeconfig or in KUBECONFIG');
  }
  if (context !== undefined && config.getContextObject(context) === null) {
    const known = config.contexts.map(({ name }) => name).join(', ') || 'none';
    throw unusable(`expected the context ${context} in ${files.join(', ')}, found ${known}`);
  }
  if (context !== undefined) config.setCurrentContext(context);
  if (config.getCurrentCluster() === null) {
    throw unusable(
      `expected a current context with a cluster in ${files.join(', ')}, found none; name one with --context`,
    );
  }
  return connectionOf(config, REQUEST_MILLISECONDS);
}

/** As kubectl, which passes over files of KUBECONFIG that are not there. */
function defaultFiles(): string[] {
  const named = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (named.length === 1) return named;
  const files = named.length > 0 ? named : [join(homedir(), '.kube/config')];
  return files.filter((file) => existsSync(file));
}

function unusable(message: string, cause?: unknown): ScsNetworkingError {
  return new ScsNetworkingError('INPUT_UNREADABLE', message, { cause });
}

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { type ClusterConnection, connectionOf, serverProblem } from './connection.ts';
import { readKubeconfig } from './kubeconfig.ts';

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
  const [first, ...further] = files;
  if (first === undefined) {
    throw unusable('expected a kubeconfig, found none; name one with --kubeconfig or in KUBECONFIG');
  }
  const config = readKubeconfig(first);
  for (const file of further) merge(config, file);
  if (context !== undefined && config.getContextObject(context) === null) {
    const known = config.contexts.map(({ name }) => name).join(', ') || 'none';
    throw unusable(`expected the context ${context} in ${files.join(', ')}, found ${known}`);
  }
  if (context !== undefined) config.setCurrentContext(context);
  const problem = serverProblem(config);
  if (problem !== null) throw unusable(`expected ${problem} in ${files.join(', ')}; name a context with --context`);
  return connectionOf(config, REQUEST_MILLISECONDS);
}

function merge(config: KubeConfig, file: string): void {
  try {
    config.mergeConfig(readKubeconfig(file), config.currentContext !== undefined);
  } catch (cause) {
    if (cause instanceof ScsNetworkingError) throw cause;
    throw unusable(`expected names in ${file} that earlier kubeconfigs do not have, found one twice`, cause);
  }
}

/** Like kubectl, which ignores missing files of KUBECONFIG. */
function defaultFiles(): string[] {
  const named = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (named.length === 1) return named;
  const files = named.length > 0 ? named : [join(homedir(), '.kube/config')];
  return files.filter((file) => existsSync(file));
}

function unusable(message: string, cause?: unknown): ScsNetworkingError {
  return new ScsNetworkingError('INPUT_UNREADABLE', message, { cause });
}

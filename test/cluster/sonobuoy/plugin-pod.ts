import { setTimeout as sleep } from 'node:timers/promises';
import { against, type ClusterAccess } from '../access/access.ts';

/** The pod of a plugin's run, once its main container runs. */
export async function runningPluginPod(access: ClusterAccess): Promise<string> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { stdout } = await against(access, [
      ...['kubectl', '--namespace', 'sonobuoy', 'get', 'pods', '--selector', 'sonobuoy-component=plugin'],
      ...['--output', 'jsonpath={range .items[*]}{.metadata.name} {.status.phase}{end}'],
    ]);
    const [pod, phase] = stdout.trim().split(' ');
    if (pod && phase === 'Running') {
      return pod;
    }
    await sleep(1_000);
  }
  throw new Error('expected the plugin pod to run within two minutes');
}

/** Waits until the plugin's pod has printed something that matches. */
export async function untilPluginSays(access: ClusterAccess, text: RegExp): Promise<string> {
  const pod = await runningPluginPod(access);
  for (let tries = 0; tries < 180; tries += 1) {
    const { stdout } = await against(access, [
      'kubectl',
      '--namespace',
      'sonobuoy',
      'logs',
      pod,
      '--container',
      'plugin',
    ]);
    if (text.test(stdout)) {
      return pod;
    }
    await sleep(1_000);
  }
  throw new Error(`expected the plugin to print ${text} within three minutes`);
}

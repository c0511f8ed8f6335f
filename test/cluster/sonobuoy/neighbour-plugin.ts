import { writeFile } from 'node:fs/promises';
import { imageReference } from './plugin-image.ts';

const RESULTS = '/tmp/sonobuoy/results';
const PROGRAM = `for (const [file, text] of [['out.txt', 'hello'], ['done', '${RESULTS}/out.txt']])
  require('fs').writeFileSync('${RESULTS}/' + file, text)`;

/** Writes the manifest of a plugin that is unrelated to ours and delivers its result at once. */
export async function writeNeighbourPlugin(file: string): Promise<void> {
  const plugin = {
    'sonobuoy-config': { driver: 'Job', 'plugin-name': 'neighbour', 'result-format': 'raw' },
    spec: {
      name: 'plugin',
      image: await imageReference(),
      imagePullPolicy: 'IfNotPresent',
      command: ['/scs/loader', '--library-path', '/scs/lib', '/scs/node', '-e', PROGRAM],
    },
  };
  await writeFile(file, JSON.stringify(plugin));
}

import { createRequire } from 'node:module';

const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** Unit tests before those on the cluster: what takes seconds should fail before what takes minutes starts. */
export default class QuickFirstSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ context }) => (context.config.displayName?.name === 'cluster' ? 1 : 0);
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}

import { say } from '../progress/steps.ts';
import { down } from './cluster.ts';

/** Until disarmed, Ctrl-C and SIGTERM take down what has been started; npm and a terminal can send it more than once. */
export function interruptTakesDown(name: string): { disarm: () => void; instead: (error: unknown) => Promise<never> } {
  let taken = false;
  const takeDown = async () => {
    if (taken) {
      return;
    }
    taken = true;
    say(`interrupted: taking ${name} down`);
    await down(name).finally(() => process.exit(130));
  };
  process.on('SIGINT', takeDown).on('SIGTERM', takeDown);
  return {
    disarm: () => process.off('SIGINT', takeDown).off('SIGTERM', takeDown),
    // `up` fails when its node is removed under it. That is expected, and the process is about to end.
    instead: (error) => (taken ? new Promise<never>(() => undefined) : Promise.reject(error)),
  };
}

import type { Termination } from '../cluster/namespace-termination.ts';
import { age } from './age.ts';

/** Describes a namespace that is not deleted in time: since when it is being deleted, what keeps it, and how to look. */
export function terminationText(namespace: string, { since, heldBy }: Termination, now: Date): string {
  const time = age(now.getTime() - since.getTime());
  const cause = heldBy.length === 0 ? 'it does not say what is holding it' : heldBy.map(withoutFullStop).join('; ');
  return `${namespace} has been terminating for ${time}, since ${since.toISOString().replace('.000Z', 'Z')}: ${cause}`;
}

/** What to do about it, as a sentence. */
export function terminationRemedy(namespace: string): string {
  return (
    `\`kubectl api-resources --verbs=list --namespaced --output name | xargs -n 1 kubectl get --ignore-not-found --show-kind ` +
    `--namespace ${namespace}\` lists what is left in it: once the finalizers of these objects are done, the namespace disappears on its own.`
  );
}

function withoutFullStop(sentence: string): string {
  return sentence.replace(/[\s.]+$/, '');
}

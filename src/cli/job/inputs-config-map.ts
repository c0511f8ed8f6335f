import type { InputFile } from './evaluate-arguments.ts';
import type { JobFlags } from './job-options.ts';

/** A file that pods read, with its text. */
export type Input = InputFile & { text: string };

/** Files whose names may be the same, so their texts have numbers for keys. */
export function inputsConfigMap(flags: JobFlags, inputs: readonly Input[], labels: object): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: inputsName(flags), labels },
    data: Object.fromEntries(inputs.map(({ text }, index) => [keyOf(index), text])),
  };
}

/** The volume in which pods find the files under their own names. */
export function inputsVolume(flags: JobFlags, inputs: readonly Input[]): { name: string; configMap: object } {
  const items = inputs.map(({ path }, index) => ({ key: keyOf(index), path }));
  return { name: 'inputs', configMap: { name: inputsName(flags), items } };
}

function keyOf(index: number): string {
  return `input-${index}`;
}

function inputsName({ name }: JobFlags): string {
  return `${name}-inputs`;
}

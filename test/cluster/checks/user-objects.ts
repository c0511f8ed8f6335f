import * as z from 'zod';
import { against, type ClusterAccess } from '../access/access.ts';

/** An object that a user of the cluster has created, in the form in which it is applied. */
export interface UserObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

const FIELD_MANAGER = 'user';

const listOf = (objects: readonly UserObject[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });

async function kubectl(access: ClusterAccess, args: readonly string[], input: string): Promise<string> {
  const { exitCode, stdout, output } = await against(access, ['kubectl', ...args, '--filename', '-'], input);
  if (exitCode !== 0) throw new Error(`expected kubectl ${args.join(' ')} to work, found:\n${output}`);
  return stdout;
}

export async function makeUserObjects(access: ClusterAccess, objects: readonly UserObject[]): Promise<void> {
  if (objects.length === 0) return;
  await kubectl(access, ['apply', '--server-side', '--field-manager', FIELD_MANAGER], listOf(objects));
}

export async function removeUserObjects(access: ClusterAccess, objects: readonly UserObject[]): Promise<void> {
  if (objects.length === 0) return;
  await kubectl(access, ['delete', '--ignore-not-found', '--wait=true'], listOf(objects));
}

const Found = z.looseObject({
  metadata: z.looseObject({
    resourceVersion: z.string().optional(),
    managedFields: z.array(z.looseObject({ time: z.string().optional() })).optional(),
  }),
});
const FoundList = z.union([z.looseObject({ items: z.array(Found) }), Found.transform((one) => ({ items: [one] }))]);

/** The objects as the API server has them, byte for byte, except for resource versions and the times at which fields were set. */
export async function userObjectsAsTheyAre(access: ClusterAccess, objects: readonly UserObject[]): Promise<string> {
  if (objects.length === 0) return '';
  const text = await kubectl(access, ['get', '--show-managed-fields', '--output', 'json'], listOf(objects));
  const { items } = FoundList.parse(JSON.parse(text));
  for (const { metadata } of items) {
    delete metadata.resourceVersion;
    for (const fields of metadata.managedFields ?? []) delete fields.time;
  }
  return JSON.stringify(items, null, 1);
}

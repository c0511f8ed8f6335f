import type { Ingress } from '../../state/state.ts';

/** The Ingress controller of a row of the table. Its class is the default one. */
export type ControllerConfiguration = Ingress & { readonly controller: Exclude<Ingress['controller'], 'none'> };

const controller = (
  name: ControllerConfiguration['controller'],
  ...options: readonly string[]
): ControllerConfiguration => ({
  controller: name,
  as: 'default',
  ...(options.length === 0 ? {} : { options }),
});

export const STRICT_PREFIXES = 'providers.kubernetesingress.strictprefixmatching=true';

const CONFIGURATIONS: readonly ControllerConfiguration[] = [
  controller('haproxy'),
  controller('skipper'),
  controller('traefik'),
  controller('traefik', STRICT_PREFIXES),
];

export function controllerName({ controller: name, options = [] }: ControllerConfiguration): string {
  return [name, ...options].join(' ');
}

/** The rows' names, such as `traefik providers.kubernetesingress.strictprefixmatching=true`. */
export const controllerNames: readonly string[] = CONFIGURATIONS.map(controllerName);

/** @returns the configurations of these names, or all */
export function controllersOf(names: readonly string[] | undefined): readonly ControllerConfiguration[] {
  return CONFIGURATIONS.filter((each) => names === undefined || names.includes(controllerName(each)));
}

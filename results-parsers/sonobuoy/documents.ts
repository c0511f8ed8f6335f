import { z } from 'zod';

/** meta/config.json: Sonobuoy's own settings. */
export const SonobuoyConfig = z.looseObject({ UUID: z.string(), Version: z.string() });
export type SonobuoyConfig = z.infer<typeof SonobuoyConfig>;

/** meta/info.json: the plugins of the run. */
export const SonobuoyInfo = z.looseObject({ plugins: z.array(z.string()) });
export type SonobuoyInfo = z.infer<typeof SonobuoyInfo>;

/** serverversion.json: what the API server says of itself. */
export const ServerVersion = z.looseObject({ gitVersion: z.string() });
export type ServerVersion = z.infer<typeof ServerVersion>;

/** plugins/<name>/definition.json: the plugin with its final environment, after all flags of `sonobuoy run`. */
export const PluginDefinition = z.looseObject({
  Definition: z.looseObject({
    spec: z.looseObject({
      image: z.string(),
      env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
    }),
  }),
});
export type PluginDefinition = z.infer<typeof PluginDefinition>;

/** plugins/<name>/errors/<node>/error.json: why Sonobuoy has no results. */
export const PluginError = z.looseObject({ error: z.string() });
export type PluginError = z.infer<typeof PluginError>;

import * as z from 'zod';

// Only what is named here is kept of a document.

/** Where Sonobuoy runs unless it is told otherwise. */
export const SONOBUOY_NAMESPACE = 'sonobuoy';

/** meta/config.json, before Sonobuoy 0.9 config.json: Sonobuoy's own settings. */
export const SonobuoyConfig = z.object({
  UUID: z.string(),
  Version: z.string(),
  Namespace: z.string().optional(),
  /** If this is missing or has another form, only a hint is lost. */
  Server: z.object({ timeoutseconds: z.number().optional() }).optional().catch(undefined),
});
export type SonobuoyConfig = z.infer<typeof SonobuoyConfig>;

/** meta/info.json, since Sonobuoy 0.16.1: the plugins of the run. */
export const SonobuoyInfo = z.object({ plugins: z.array(z.string()) });
export type SonobuoyInfo = z.infer<typeof SonobuoyInfo>;

/** serverversion.json, before Sonobuoy 0.9 in a directory of that name: what the API server says of itself. */
export const ServerVersion = z.object({ gitVersion: z.string() });
export type ServerVersion = z.infer<typeof ServerVersion>;

/** If a value comes from elsewhere, only that is kept. */
const Variable = z
  .object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() })
  .transform(({ name, value = '', valueFrom }) => ({ name, value, isFromElsewhere: valueFrom != null }));

/** plugins/<name>/definition.json, before Sonobuoy 0.56.6 defintion.json: the plugin with its final environment, after all flags of `sonobuoy run`. */
export const PluginDefinition = z.object({
  Definition: z.object({
    spec: z.object({
      image: z.string(),
      env: z.array(Variable).optional(),
    }),
  }),
});
export type PluginDefinition = z.infer<typeof PluginDefinition>;

/** plugins/<name>/errors/<node or global>/error.json: why Sonobuoy has no results. */
export const PluginError = z.object({ error: z.string() });
export type PluginError = z.infer<typeof PluginError>;

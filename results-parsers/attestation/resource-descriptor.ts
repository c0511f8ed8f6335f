import * as z from 'zod';

/**
 * How in-toto names an artifact (spec/v1/resource_descriptor.md of in-toto/attestation): by at least one of `uri`, `digest` and
 * `content`.
 */
export const ResourceDescriptor = z
  .strictObject({
    name: z.string().optional(),
    uri: z.string().optional(),
    digest: z.record(z.string(), z.string().regex(/^[0-9a-f]+$/)).optional(),
    /** Base64. */
    content: z.base64().optional(),
    downloadLocation: z.string().optional(),
    mediaType: z.string().optional(),
    annotations: z.record(z.string(), z.json()).optional(),
  })
  .refine(({ uri, digest, content }) => uri !== undefined || digest !== undefined || content !== undefined, {
    message: 'expected one of uri, digest and content',
  });
export type ResourceDescriptor = z.infer<typeof ResourceDescriptor>;

/** What a statement is about: an artifact is matched by its digest alone. */
export const Subject = z.strictObject({
  name: z.string(),
  digest: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  annotations: z.record(z.string(), z.json()),
});
export type Subject = z.infer<typeof Subject>;

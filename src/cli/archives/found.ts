/** What is found where a path leads. `identity` tells whether an archive is still the same, if that is known at once. */
export type Found = { archives: { path: string; identity?: string }[] } | { problem: string };

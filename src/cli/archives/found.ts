/** What a path leads to. `identity` shows whether an archive is still the same, if it is known at once. */
export type Found = { archives: { path: string; identity?: string }[] } | { problem: string };

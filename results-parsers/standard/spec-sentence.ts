/** Ginkgo tags such as `[Feature:NetworkPolicy]` and, with brackets in brackets, `[kubelet: [>=1.30]]`. */
const TAG = /\[(?:[^[\]]|\[[^[\]]*\])*\]/g;

/**
 * The words of a spec's name. From version to version Kubernetes adds, drops and moves the tags around them, and the
 * blanks around the tags; what the spec tests is in the words.
 */
export function specSentence(name: string): string {
  return name.replace(TAG, ' ').replace(/\s+/g, ' ').trim();
}

/** The tags of a spec, in the order of its name. */
export function specTags(name: string): string[] {
  return name.match(TAG) ?? [];
}

/** The words of a spec's own part of its name, which begins with `should`; the whole sentence if it does not. */
export function specLeaf(name: string): string {
  const sentence = specSentence(name);
  const at = ` ${sentence}`.indexOf(' should ');
  return at === -1 ? sentence : sentence.slice(at);
}

/** Where ginkgo marks the node that failed (NodeType.String in its types.go): before the leaf, or after the container's text. */
const NODE_MARKER =
  /(^TOP-LEVEL)? ?\[(?:It|BeforeEach|JustBeforeEach|AfterEach|JustAfterEach|BeforeAll|AfterAll|ReportBeforeEach|ReportAfterEach|DeferCleanup|DeferCleanup \((?:Each|All|Suite)\))\](?= |$)/g;

/**
 * The full name of the spec that ginkgo's reporter shows as `title`: the name, with a marker of the node that failed in it and with
 * labels and version constraints in brackets after it (codeLocationBlock in ginkgo's default_reporter.go). Names end in brackets
 * themselves, so only the list of known names shows where one ends; for a name that is not in it, the last bracket is taken off.
 */
export function specNameOf(title: string, known: ReadonlySet<string>): string {
  const unmarked = title.replace(NODE_MARKER, '').trim();
  for (let end = unmarked.length; end > 0; end = unmarked.lastIndexOf(' [', end - 1)) {
    const candidate = unmarked.slice(0, end);
    if (known.has(candidate)) return candidate;
  }
  return unmarked.replace(/ \[[^[\]]*\]$/, '');
}

/** The elements of a JUnit file that count, and their allowed parents; the empty text stands for the file itself. */
const parents = {
  testsuites: [''],
  testsuite: ['', 'testsuites', 'testsuite'],
  testcase: ['testsuite'],
  failure: ['testcase'],
  error: ['testcase'],
  skipped: ['testcase'],
} as const satisfies Record<string, readonly string[]>;

const known = new Map<string, readonly string[]>(Object.entries(parents));

/** The elements that are open, the innermost one last. */
export class ElementPlaces {
  readonly #open: string[] = [];

  open(element: string): void {
    this.#open.push(element);
  }

  close(): void {
    this.#open.pop();
  }

  /** What is wrong with the innermost element's place, in which its content would count for the wrong thing. Undefined: nothing is wrong. */
  misplaced(): string | undefined {
    const [element = '', parent = ''] = this.#innermost(2);
    const allowed = known.get(element);
    if (allowed === undefined || allowed.includes(parent)) return undefined;
    return `<${element}> inside <${parent}>, where JUnit files do not have it`;
  }

  /** Whether the innermost element is a child of a test case. */
  isOfCase(): boolean {
    return this.#innermost(2)[1] === 'testcase';
  }

  /** Whether the innermost element is a property of the suite itself: Ginkgo gives test cases properties, too. */
  isPropertyOfSuite(): boolean {
    const [, parent, grandparent] = this.#innermost(3);
    return parent === 'testsuite' || (parent === 'properties' && grandparent === 'testsuite');
  }

  #innermost(count: number): string[] {
    return this.#open.slice(-count).reverse();
  }
}

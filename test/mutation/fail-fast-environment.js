import { TestEnvironment } from 'jest-environment-node';

/** One failure is all that a mutant has to cause: the tests after it are skipped, which jest itself does for whole files only. */
export default class FailFastEnvironment extends TestEnvironment {
  #hasFailed = false;

  async handleTestEvent(event, state) {
    await super.handleTestEvent?.(event, state);
    if (event.name === 'test_start' && this.#hasFailed) event.test.mode = 'skip';
    if (event.name === 'test_done' && event.test.errors.length > 0) this.#hasFailed = true;
  }
}

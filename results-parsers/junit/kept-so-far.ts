import { KEPT_EXPLANATIONS_LENGTH, READ_TIMELINES_LENGTH } from './limits.ts';

/** Every object costs memory, even one without a name. */
const CHARACTERS_OF_AN_OBJECT = 64;
const CHARACTERS_OF_A_SUITE = 1024;

/** Counts what is kept in memory of all JUnit files of an archive: a thousand small files may cost as much as a large one. */
export class KeptSoFar {
  #specs = 0;
  #suites = 0;
  #elements = 0;
  #characters = 0;
  #explanationCharacters = 0;
  #timelineCharacters = 0;

  get specs(): number {
    return this.#specs;
  }

  get suites(): number {
    return this.#suites;
  }

  get keptCharacters(): number {
    return this.#characters;
  }

  /** False: there are more than the limit allows. */
  addElement(most: number): boolean {
    this.#elements += 1;
    return this.#elements <= most;
  }

  addSpec(): void {
    this.#specs += 1;
  }

  addSuite(name: string): void {
    this.#suites += 1;
    this.#characters += CHARACTERS_OF_A_SUITE + name.length;
  }

  /** False: there is no room for it. An explanation is then left out, which does not count as damage. */
  addExplanation(characters: number): boolean {
    if (this.#explanationCharacters + characters > KEPT_EXPLANATIONS_LENGTH) return false;
    this.#explanationCharacters += characters;
    return true;
  }

  /** False: the limit on what is read of timelines is reached, which does not count as damage either. */
  addTimeline(characters: number): boolean {
    this.#timelineCharacters += characters;
    return this.#timelineCharacters <= READ_TIMELINES_LENGTH;
  }

  addTexts(...texts: string[]): void {
    this.#characters += texts.reduce((sum, text) => sum + text.length, CHARACTERS_OF_AN_OBJECT);
  }
}

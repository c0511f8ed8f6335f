import { KEPT_EXPLANATIONS_LENGTH } from './limits.ts';

/** Every object costs memory, even one without a name. */
const CHARACTERS_OF_AN_OBJECT = 64;

/** Counts what is kept in memory of all JUnit files of an archive: a thousand small files may cost as much as a large one. */
export class KeptSoFar {
  #specs = 0;
  #characters = 0;
  #explanationCharacters = 0;

  get specs(): number {
    return this.#specs;
  }

  get keptCharacters(): number {
    return this.#characters;
  }

  addSpec(): void {
    this.#specs += 1;
  }

  /** False: there is no room for it. An explanation is left out then, which is no damage. */
  addExplanation(characters: number): boolean {
    if (this.#explanationCharacters + characters > KEPT_EXPLANATIONS_LENGTH) return false;
    this.#explanationCharacters += characters;
    return true;
  }

  addTexts(...texts: string[]): void {
    this.#characters += texts.reduce((sum, text) => sum + text.length, CHARACTERS_OF_AN_OBJECT);
  }
}

/** Every object costs memory, even one without a name. */
const CHARACTERS_OF_AN_OBJECT = 64;

/** Counts what is kept in memory of all JUnit files of an archive: a thousand small files may cost as much as a large one. */
export class KeptSoFar {
  #specs = 0;
  #characters = 0;

  get specs(): number {
    return this.#specs;
  }

  get keptCharacters(): number {
    return this.#characters;
  }

  addSpec(): void {
    this.#specs += 1;
  }

  addTexts(...texts: string[]): void {
    this.#characters += texts.reduce((sum, text) => sum + text.length, CHARACTERS_OF_AN_OBJECT);
  }
}

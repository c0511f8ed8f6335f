/** Makes a format's files from what is rendered in it. */
export type Packer = {
  /** `page`: the file with the page of the same verdict, beside these; null: there is none. */
  add(rendered: Uint8Array, page: string | null): void;
  end(): void;
};

/** `placeOf`: where a file of that name is written. */
export type OpenPacker = (placeOf: (name: string) => string) => Packer;

/** The first `size` bytes, or fewer if there are no more, and the input as if nobody had looked. */
export async function peek(
  input: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ start: Buffer; all: AsyncIterable<Uint8Array> }> {
  const iterator = input[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  for (let length = 0; length < size; ) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return { start: Buffer.concat(taken).subarray(0, size), all: resumed(taken, iterator) };
}

async function* resumed(taken: Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* taken;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

import type { Middleware } from '@kubernetes/client-node';

/** Ten times the largest list that we ask for. */
const MOST_BYTES = 64 * 1024 ** 2;

/** Limits how much of an answer is read: an API server, or something in its place, can send without end. */
export const boundedAnswers: Middleware = {
  async pre(context) {
    return context;
  },
  async post(context) {
    const { body } = context;
    body.text = async () => await boundedText(body.stream());
    return context;
  },
};

async function boundedText(stream: AsyncIterable<Uint8Array> | null): Promise<string> {
  if (stream === null) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error(`an answer of more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

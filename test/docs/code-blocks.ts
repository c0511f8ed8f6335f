/** A code block on a page, with its surroundings. */
export type CodeBlock = {
  /** The word after the opening fence. */
  language: string;
  text: string;
  /** The text of the HTML comment right before it, if there is one. */
  comment: string | null;
  /** The last heading before it. */
  heading: string;
  /** The line of the opening fence, from 1. */
  line: number;
};

const COMMENT = /^<!--\s*(.*?)\s*-->$/;

/** The fenced blocks of a Markdown page, in order. */
export function codeBlocks(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: CodeBlock | null = null;
  let heading = '';
  let comment: string | null = null;
  for (const [index, line] of page.split('\n').entries()) {
    const fence = /^```(\S*)$/.exec(line);
    if (open !== null && fence === null) open.text += `${line}\n`;
    else if (open !== null) {
      blocks.push(open);
      open = null;
      comment = null;
    } else if (fence !== null) open = { language: fence[1] ?? '', text: '', comment, heading, line: index + 1 };
    else if (line.trim() !== '') {
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
      comment = COMMENT.exec(line.trim())?.[1] ?? null;
    }
  }
  return blocks;
}

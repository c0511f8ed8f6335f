/** saxes' messages by their beginning, without the place, and our wording of each. A name that follows the beginning is kept. */
const PROBLEMS: readonly (readonly [says: string, words: string])[] = [
  ['unclosed tag: ', 'the file ends inside the element'],
  ['unexpected end', 'the file ends inside a tag'],
  ['document must contain a root element', 'the file ends without an element'],
  ['documents may contain only one root', 'a second element beside the one that contains all others'],
  ['text data outside of root node', 'text outside of the one element that contains all others'],
  ['unexpected close tag', 'the end of an element other than the one that is open'],
  ['weird empty close tag', 'the end of an element without a name'],
  ['disallowed character in closing tag', 'a character in the name of an element that XML does not allow there'],
  ['disallowed character in tag name', 'a character in the name of an element that XML does not allow there'],
  ['disallowed character in attribute name', 'a character in the name of an attribute that XML does not allow there'],
  ['forward-slash in opening tag', 'a slash inside a tag that does not end it'],
  ['attribute without value', 'an attribute without a value'],
  ['unquoted attribute value', 'an attribute whose value has no quotes'],
  ['no whitespace between attributes', 'an attribute without a space before it'],
  ['duplicate attribute: ', 'a second attribute'],
  ['undefined entity', 'a reference (&...;) to a name that XML does not define'],
  ['empty entity name', 'an & that begins no reference; in XML it is written &amp;'],
  ['disallowed character in entity name', 'an & that begins no reference; in XML it is written &amp;'],
  ['malformed character entity', 'a reference (&#...;) to a character that XML does not allow'],
  ['the string "]]>"', ']]> in a text, where XML does not allow it'],
  ['malformed comment', 'a comment with -- in it, or that begins without'],
  ['inappropriately located doctype', 'a DOCTYPE in a place where XML does not allow it'],
  ['an XML declaration must be at', 'an XML declaration (<?xml) after the beginning of the file'],
  ['the XML declaration must appear', 'an XML declaration (<?xml) after the beginning of the file'],
  ['disallowed character in processing', 'an instruction (<?...) that XML does not allow'],
  ['processing instruction', 'an instruction (<?...) that XML does not allow'],
  ['incorrect syntax', 'markup (<!...) that is neither a comment nor a text'],
  ['disallowed character', 'a character that XML does not allow'],
];

/** The checks of the XML declaration have many messages; one remedy fits all. */
const OF_DECLARATION =
  /declaration|name\/value pairs|expected the name|expected one of|value required|must be quoted|must match|whitespace required/;

/** A longer name would not help the reader. */
const LONGEST_NAME = 100;

/** What is wrong with an XML document, in our own words: a phrase for what was found there. `says` is the parser's message. */
export function xmlProblem(says: string): string {
  const message = says.replace(/^\d{1,15}:\d{1,15}: /, '');
  const known = PROBLEMS.find(([beginning]) => message.startsWith(beginning));
  if (known === undefined) {
    return OF_DECLARATION.test(message)
      ? 'an XML declaration other than <?xml version="1.0" encoding="UTF-8"?>'
      : 'something that XML does not allow';
  }
  const [beginning, words] = known;
  if (!beginning.endsWith(': ')) return words;
  return `${words} ${message.slice(beginning.length).replace(/\.$/, '').slice(0, LONGEST_NAME)}`;
}

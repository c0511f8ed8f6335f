/** The message for people whose Node.js is older than package.json requires, such as `>=24`; undefined: it is new enough. */
export function complaintAboutNode(found: string, asked: string): string | undefined {
  const [least, major] = [asked, found].map((version) => Number(/\d+/.exec(version)?.[0]));
  if (least === undefined || major === undefined || major >= least) return undefined;
  return `scs-networking: expected Node.js ${least} or newer, found ${found}; \`npm ci\` brings one, as node_modules/.bin/node\n`;
}

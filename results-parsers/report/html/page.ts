import { createHash } from 'node:crypto';
import { type Content, html, trusted } from './html.ts';
import { pageStyle } from './page-style.ts';

/**
 * A page that is one file: it loads nothing, runs nothing and sends nothing, which its policy has the browser enforce. The style sheet is
 * the one whose digest the policy names; `furtherStyle` is its end, and holds nothing that comes from an archive.
 */
export function page(title: string, body: Content, furtherStyle = ''): string {
  const sheet = pageStyle + furtherStyle;
  const style = createHash('sha256').update(sheet).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(sheet)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return document.toString();
}

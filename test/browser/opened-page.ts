import { setTimeout } from 'node:timers/promises';
import type { Chromium } from './chromium.ts';

/** The window and the medium in which a page is shown. */
export type View = { width: number; scheme: 'light' | 'dark'; media?: 'screen' | 'print' };

/** A tab in which one page is open. */
export class OpenedPage {
  /** Errors of the console and violations of the page's content security policy. */
  readonly complaints: string[] = [];
  readonly requests: string[] = [];
  readonly #chromium: Chromium;
  readonly #session: string;

  private constructor(chromium: Chromium, session: string) {
    this.#chromium = chromium;
    this.#session = session;
  }

  static async open(chromium: Chromium, url: string, view: View): Promise<OpenedPage> {
    const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new OpenedPage(chromium, String(sessionId));
    chromium.onEvent = (method, params) => page.#note(method, params);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'Audits']) await page.send(`${domain}.enable`);
    await page.look(view);
    await page.send('Page.navigate', { url });
    while ((await page.evaluate('document.readyState')) !== 'complete') await setTimeout(20);
    return page;
  }

  async look({ width, scheme, media = 'screen' }: View): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', {
      media,
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
  }

  async send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    return await this.#chromium.send(method, params, this.#session);
  }

  /** Waits for the value of an expression in the page, and throws what it throws. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const { result, exceptionDetails } = answer as { result: { value?: unknown }; exceptionDetails?: { text: string } };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  /** The whole page as a PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(String(data), 'base64');
  }

  #note(method: string, params: Readonly<Record<string, unknown>>): void {
    if (method === 'Network.requestWillBeSent') this.requests.push(String((params['request'] as { url: string }).url));
    const told = ['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded', 'Audits.issueAdded'];
    if (told.includes(method)) this.complaints.push(`${method}: ${JSON.stringify(params).slice(0, 500)}`);
  }
}
